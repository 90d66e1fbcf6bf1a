/** The chunks of the allocator below, cut at the red zones. */
import { asChunk, type Bytes, type ChunkReport } from '../allocator.ts';
import { type Block, blockEnd } from './blocks.ts';

/** Header and left red zone, payload, right red zone; the pieces lie side by side. */
export function* splitChunks(
  chunks: Iterable<ChunkReport>,
  blocks: Iterable<Block>,
): Generator<ChunkReport> {
  const byOuter = new Map<number, Block>();
  for (const block of blocks) byOuter.set(block.outer, block);
  for (const report of chunks) {
    const block = report.state === 'used' ? byOuter.get(report.pointer) : undefined;
    if (block) yield* pieces(report, block);
    else yield report;
  }
}

function* pieces(report: ChunkReport, block: Block): Generator<ChunkReport> {
  const { pointer, size } = block;
  yield overhead(report.chunk, pointer - report.chunk);
  const payload = { chunk: asChunk(pointer), size, pointer, usable: size };
  if (block.isFree) yield { ...payload, state: 'free', usable: 0, list: 'quarantine' };
  else yield { ...payload, state: 'used' };
  yield overhead(blockEnd(block), report.chunk + report.size - blockEnd(block));
}

const overhead = (start: number, size: Bytes): ChunkReport => ({
  chunk: asChunk(start),
  size,
  state: 'overhead',
  pointer: start as ChunkReport['pointer'],
  usable: 0,
});
