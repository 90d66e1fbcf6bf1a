/** Recorded truth for tests, in Node and in a browser alike. */

// Not written where it is used: vite would make an asset of every file the pattern matches.
const HERE = import.meta.url;

/** The text of a file in `test/recorded`; names ending in `.gz` are unpacked. */
export async function recordedText(name: string): Promise<string> {
  const bytes = await recordedBytes(name);
  return new TextDecoder().decode(bytes);
}

/** The parsed lines of a recorded JSON-lines file. */
export async function recordedLines(name: string): Promise<unknown[]> {
  const text = await recordedText(name);
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
}

/** One of the 39 ELF files of `recorded/bin`. */
export const fixture = (name: string): Promise<Uint8Array<ArrayBuffer>> =>
  recordedBytes(`bin/${name}.gz`);

/** The bytes of a recorded file, unpacked if it is gzip. A server may have unpacked it on the way: the content tells. */
async function recordedBytes(name: string): Promise<Uint8Array<ArrayBuffer>> {
  const stored = await load(new URL(`recorded/${name}`, HERE));
  if (stored[0] !== 0x1f || stored[1] !== 0x8b) return stored;
  const unpacked = new Blob([stored]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(unpacked).arrayBuffer());
}

async function load(url: URL): Promise<Uint8Array<ArrayBuffer>> {
  if (url.protocol !== 'file:') return new Uint8Array(await (await fetch(url)).arrayBuffer());
  const { readFile } = await import('node:fs/promises');
  return new Uint8Array(await readFile(url));
}
