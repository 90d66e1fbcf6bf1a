/** The memory of Python objects: arenas, their pools, and the blocks of what is told one by one. */
import type { Language, Localized } from '../language.ts';
import type { ArenaRow, BlockRow, MachineState, PoolRow } from '../machine/state.ts';
import type { Table, TableRow } from './figure.ts';
import { bytes, count, decimal, hex, size } from './format.ts';
import { touches } from './touches.ts';

/** Arenas and pools told one by one; of more, the sums. */
const MOST_ARENAS = 4;
const MOST_POOLS = 4;

/** Of more blocks of a pool, the first and the last are told, the others by their number. */
const MOST_BLOCKS = 16;
const FIRST_BLOCKS = 4;
const LAST_BLOCKS = 8;

const words = {
  title: { en: 'Memory of objects', zh: '对象的内存' },
  address: { en: 'address', zh: '地址' },
  what: { en: 'what', zh: '种类' },
  holds: { en: 'holds', zh: '内容' },
  arena: { en: 'arena', zh: '分配区' },
  pool: { en: 'pool', zh: '池' },
  block: { en: 'block', zh: '固定块' },
  others: { en: 'other pools', zh: '其他池' },
  arenas: { en: 'arenas', zh: '分配区总数' },
} satisfies Record<string, Localized>;

type Changed = ReadonlySet<string>;

/** Arenas with their pools, pools with the blocks that have an object, or come next. */
export function poolTable(
  state: MachineState,
  changed: Changed,
  language: Language,
): Table | undefined {
  const { arenas, pools, blocks } = state;
  if (arenas.length === 0) return undefined;
  const told = new Set(blocks.map(({ pool }) => pool));
  const single = pools.filter(({ key }) => told.has(key)).slice(0, MOST_POOLS);
  const rows = arenas
    .slice(0, MOST_ARENAS)
    .flatMap((arena) => [
      arenaRow(arena, changed, language),
      ...single
        .filter((pool) => pool.arena === arena.key)
        .flatMap((pool) => poolRows(pool, state, changed, language)),
    ]);
  return {
    kind: 'table',
    id: 'pools',
    language,
    title: words.title[language],
    changed: ['arena:', 'pool:', 'block:'].some((prefix) => touches(changed, prefix)),
    columns: [
      { label: words.address[language], align: 'left' },
      { label: words.what[language], align: 'left' },
      { label: words.holds[language], align: 'left' },
    ],
    rows: [...rows, ...sumRows(state, single, language)],
  };
}

const arenaRow = (arena: ArenaRow, changed: Changed, language: Language): TableRow => {
  const { key, start, end, pools, freePools } = arena;
  const used = pools - freePools;
  const facts =
    language === 'zh'
      ? `${size(end - start, 'zh')}，${decimal(pools)} 个池，${decimal(used)} 个在用`
      : `${size(end - start, 'en')}, ${count(pools, 'pool')}, ${decimal(used)} in use`;
  return {
    key,
    role: 'mapped',
    changed: changed.has(key),
    cells: [hex(start), words.arena[language], facts],
  };
};

function poolRows(
  pool: PoolRow,
  { blocks, objects }: MachineState,
  changed: Changed,
  language: Language,
): readonly TableRow[] {
  const { key, start, blockSize, blocks: room, used } = pool;
  const facts =
    language === 'zh'
      ? `${bytes(blockSize, 'zh')}的固定块 ${decimal(room)} 个，${decimal(used)} 个在用`
      : `${count(room, 'block')} of ${bytes(blockSize, 'en')}, ${decimal(used)} in use`;
  const holder = new Map(objects.map(({ block, object, type }) => [block, `#${object} ${type}`]));
  return [
    {
      key,
      role: 'overhead',
      changed: changed.has(key),
      cells: [hex(start), words.pool[language], facts],
    },
    ...told(
      blocks.filter((block) => block.pool === key),
      (block) => blockRow(block, holder.get(block.key), changed, language),
      language,
    ),
  ];
}

function told(
  blocks: readonly BlockRow[],
  rowOf: (block: BlockRow) => TableRow,
  language: Language,
): readonly TableRow[] {
  if (blocks.length <= MOST_BLOCKS) return blocks.map(rowOf);
  const more = decimal(blocks.length - FIRST_BLOCKS - LAST_BLOCKS);
  return [
    ...blocks.slice(0, FIRST_BLOCKS).map(rowOf),
    {
      key: `${blocks[0]?.pool}:more`,
      role: 'plain',
      changed: false,
      cells: ['', '', language === 'zh' ? `另外 ${more} 块` : `${more} more blocks`],
    },
    ...blocks.slice(-LAST_BLOCKS).map(rowOf),
  ];
}

const blockRow = (
  { key, start, turn }: BlockRow,
  holder: string | undefined,
  changed: Changed,
  language: Language,
): TableRow => ({
  key,
  role: turn === null ? 'used' : 'free',
  changed: changed.has(key),
  cells: [
    hex(start),
    words.block[language],
    turn === null ? (holder ?? '') : nextTurn[language](turn),
  ],
});

const nextTurn: Readonly<Record<Language, (turn: number) => string>> = {
  en: (turn) => (turn === 1 ? 'free, handed out next' : `free, number ${turn} to be handed out`),
  zh: (turn) => (turn === 1 ? '空闲，下一个分配' : `空闲，第 ${turn} 个分配`),
};

/** What is not told one by one: pools of crowds, and arenas beyond the first few. */
function sumRows(
  { arenas, pools }: MachineState,
  single: readonly PoolRow[],
  language: Language,
): readonly TableRow[] {
  const rest = pools.length - single.length;
  const used = pools.reduce((sum, pool) => sum + pool.used, 0);
  const row = (key: string, what: string, facts: string): TableRow => ({
    key,
    role: 'plain',
    changed: false,
    cells: ['', what, facts],
  });
  const inUse = (pool: number): string =>
    language === 'zh' ? `${decimal(pool)} 个池在用` : `${count(pool, 'pool')} in use`;
  const blocks = language === 'zh' ? `${decimal(used)} 块在用` : `${count(used, 'block')} in use`;
  return [
    ...(rest > 0 ? [row('pools:rest', words.others[language], inUse(rest))] : []),
    ...(arenas.length > MOST_ARENAS
      ? [
          row(
            'arenas:all',
            words.arenas[language],
            [decimal(arenas.length), blocks].join(language === 'zh' ? '，' : ', '),
          ),
        ]
      : []),
  ];
}
