/** How a chunk of the heap is called and drawn. */
import type { Language, Localized } from '../language.ts';
import type { ChunkRow, MachineState } from '../machine/state.ts';
import type { Role } from './figure.ts';
import { bytes, decimal, hex } from './format.ts';

const words = {
  free: { en: 'free', zh: '空闲' },
  top: { en: 'top', zh: '顶块' },
  used: { en: 'used', zh: '占用' },
  leaked: { en: '⚠ leaked', zh: '⚠ 泄漏' },
  overhead: { en: 'overhead', zh: '开销' },
  mapped: { en: 'mapped by itself', zh: '单独映射' },
} satisfies Record<string, Localized>;

/** What a chunk is drawn as. */
export interface CellLook {
  readonly role: Role;
  readonly label: string;
  readonly detail: string;
}

const stateOf = ({ leaked, state }: ChunkRow): ChunkRow['state'] | 'leaked' =>
  leaked ? 'leaked' : state;

/** The look of a chunk; one in use is called by what leads to it. */
export function heapLook(chunk: ChunkRow, state: MachineState, language: Language): CellLook {
  const isMapped = chunk.start >= (state.process[0]?.programBreak ?? Infinity);
  const role = isMapped && !chunk.leaked ? 'mapped' : stateOf(chunk);
  const named = chunk.state === 'used' ? holdersOf(chunk, state).join(', ') : '';
  const label = named || words[role][language];
  const kind = isMapped ? words.mapped[language] : named ? words.used[language] : '';
  return { role, label, detail: cellDetail(chunk, kind, language) };
}

/** What a chunk is called: the variables that lead to it, or the object whose memory it is. */
const holdersOf = (
  { key, pointer }: ChunkRow,
  { names, objects }: MachineState,
): readonly string[] => [
  ...names
    .filter(({ kind, value, dangling }) => kind === 'pointer' && value === pointer && !dangling)
    .map(({ name }) => name),
  ...names.flatMap(({ name, leads = [] }) => {
    const index = leads.indexOf(pointer);
    return index < 0 ? [] : [`${name}[${index}]`];
  }),
  ...objects.filter(({ block }) => block === key).map(({ object }) => `#${object}`),
];

/** Many chunks as one: how many there are of each state, with their bytes. */
export function manyLook(chunks: readonly ChunkRow[], language: Language): CellLook {
  const comma = language === 'zh' ? '，' : ', ';
  const states = (['leaked', 'used', 'free', 'top', 'overhead'] as const).flatMap((state) => {
    const alike = chunks.filter((chunk) => stateOf(chunk) === state);
    const size = alike.reduce((sum, chunk) => sum + chunk.size, 0);
    if (alike.length === 0) return [];
    return [`${words[state][language]} ${decimal(alike.length)}${comma}${bytes(size, language)}`];
  });
  const more = decimal(chunks.length);
  return {
    role: chunks[0] ? stateOf(chunks[0]) : 'overhead',
    label: language === 'zh' ? `另外 ${more} 块` : `${more} more chunks`,
    detail: states.join(language === 'zh' ? '；' : '; '),
  };
}

/** @param kind - what stands in front of the size; nothing where the label says it. */
function cellDetail(chunk: ChunkRow, kind: string, language: Language): string {
  if (chunk.state !== 'used') return bytes(chunk.size, language);
  const first = kind && `${kind}${language === 'zh' ? '，' : ', '}`;
  return language === 'zh'
    ? `${first}${bytes(chunk.size, 'zh')}，从 ${hex(chunk.pointer)} 起可用 ${decimal(chunk.usable)}`
    : `${first}${bytes(chunk.size, 'en')}, ${decimal(chunk.usable)} usable from ${hex(chunk.pointer)}`;
}
