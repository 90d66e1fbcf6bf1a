/**
 * One thing on every layer: from any of its names to all of them, as data. Figures, text and commands
 * show a selection from here, so that they select the same.
 */
import type { MachineState, Row } from './machine/state.ts';

/** The layers, from the program's names down to the kernel's map. */
export type Layer =
  | 'name'
  | 'object'
  | 'block'
  | 'pool'
  | 'arena'
  | 'chunk'
  | 'variable'
  | 'page'
  | 'mapping';

/** What a thing is on one layer. */
export interface SelectedPart {
  readonly layer: Layer;
  /** Key of the row of the state, and of the parts of figures that show it; a page has one of its own. */
  readonly key: string;
  /** First address; null for what has none. */
  readonly start: number | null;
  /** Exclusive. */
  readonly end: number | null;
  /** What it is called: `a`, `#1 Node`, `mmap rw-`. */
  readonly text: string;
}

/** One thing, outermost layer first; a layer may hold several, or none. */
export interface Selection {
  readonly thing: string;
  readonly parts: readonly SelectedPart[];
}

/** Bytes of a page. */
const PAGE = 4096;

interface Range extends Row {
  readonly start: number;
  readonly end: number;
}

const inside =
  (address: number) =>
  ({ start, end }: Range): boolean =>
    address >= start && address < end;

const part = (layer: Layer, { key, start, end }: Range, text: string): SelectedPart => ({
  layer,
  key,
  start,
  end,
  text,
});

/**
 * What a name, an object or an address is on every layer.
 *
 * @param wanted - a name of the program (`a`), an object (`#1`), an address (`0x7ffff7ef8040`), or the key of
 *   a row or of a part of a figure (`object:1`, `pool:0x7ffff7ef8000`).
 * @returns null when the state has no such thing. Cost: one pass over the tables.
 *
 * @example
 * ```ts
 * import { replay, selectionOf } from '@memstrata/scenarios';
 * import { library } from '@memstrata/scenarios/library';
 *
 * const { state } = replay(library['from-name-to-page']).at(1);
 * const layers = selectionOf(state, 'a')?.parts.map(({ layer }) => layer).join(' ');
 * console.log(layers); // → name object block pool arena page mapping
 * console.log(selectionOf(state, '#1')?.parts.length, selectionOf(state, 'b')); // → 7 null
 * ```
 */
export function selectionOf(state: MachineState, wanted: string): Selection | null {
  const thing = named(wanted);
  const address = addressOf(state, thing);
  const object = objectOf(state, thing, address);
  const found = [
    ...nameParts(state, thing, object, address),
    ...objectParts(state, object),
    ...(address === null ? [] : placeParts(state, address)),
  ];
  return found.length > 0 ? { thing, parts: found } : null;
}

/** The thing that a key names. */
function named(wanted: string): string {
  const [, kind, rest = ''] = /^([a-z]+):(.+)$/.exec(wanted) ?? [];
  if (kind === undefined) return wanted;
  return kind === 'object' ? `#${rest}` : rest;
}

/** Where the thing lies; what a pointer leads to counts as where it lies, and a variable's own place is told beside it. */
function addressOf({ names, objects, variables }: MachineState, thing: string): number | null {
  if (/^0x[0-9a-f]+$/i.test(thing)) return Number(thing);
  const name = names.find((row) => row.name === thing);
  const number = thing.startsWith('#') ? Number(thing.slice(1)) : null;
  if (number === null && name?.kind !== 'object')
    return name?.value ?? variables.find((row) => row.name === thing)?.address ?? null;
  const wanted = number ?? name?.value;
  return objects.find(({ object }) => object === wanted)?.address ?? null;
}

/** The object that is meant, or whose block holds the address. */
function objectOf(state: MachineState, thing: string, address: number | null): number | null {
  const { names, objects, blocks } = state;
  if (thing.startsWith('#')) return Number(thing.slice(1));
  const name = names.find((row) => row.name === thing);
  if (name?.kind === 'object') return name.value;
  if (address === null) return null;
  const block = blocks.find(inside(address));
  return objects.find((row) => row.block !== null && row.block === block?.key)?.object ?? null;
}

function nameParts(
  { names }: MachineState,
  thing: string,
  object: number | null,
  address: number | null,
): readonly SelectedPart[] {
  return names
    .filter(
      ({ kind, name, value, dangling }) =>
        name === thing ||
        (value !== null &&
          ((kind === 'object' && value === object) ||
            (kind === 'pointer' && value === address && !dangling))),
    )
    .map(({ key, name }) => ({ layer: 'name', key, start: null, end: null, text: name }));
}

const objectParts = ({ objects }: MachineState, wanted: number | null): readonly SelectedPart[] =>
  objects
    .filter(({ object }) => object === wanted)
    .map(({ key, object, type, address }) => ({
      layer: 'object',
      key,
      start: address,
      end: null,
      text: `#${object} ${type}`,
    }));

function placeParts(state: MachineState, address: number): readonly SelectedPart[] {
  const { blocks, pools, arenas, chunks, variables, mappings } = state;
  const isIn = inside(address);
  const ranged = <R extends Row & { readonly start: number; readonly size: number }>(
    row: R,
  ): Range => ({ ...row, end: row.start + row.size });
  const page = address - (address % PAGE);
  return [
    ...blocks.filter(isIn).map((row) => part('block', row, '')),
    ...pools.filter(isIn).map((row) => part('pool', row, '')),
    ...arenas.filter(isIn).map((row) => part('arena', row, '')),
    ...chunks
      .map(ranged)
      .filter(isIn)
      .map((row) => part('chunk', row, '')),
    ...variables
      .map((row) => ({ ...row, start: row.address, end: row.address + row.bytes }))
      .filter(isIn)
      .map((row) => part('variable', row, row.name)),
    ...mappings
      .filter(isIn)
      .flatMap((row) => [
        part(
          'page',
          { key: `page:0x${page.toString(16)}`, order: page, start: page, end: page + PAGE },
          '',
        ),
        part('mapping', row, `${row.kind} ${row.permissions}`),
      ]),
  ];
}
