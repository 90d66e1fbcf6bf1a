/** Changes one value of a record, to see whether a comparison notices. */

/** The leaves of a JSON value, as paths. */
export function leavesOf(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([key, item]) => leavesOf(item, [...path, key]));
}

/** A copy of a record with the value at a path changed, its type kept where it has one. */
export function spoiledAt<T>(record: T, path: readonly string[]): T {
  const copy = structuredClone(record);
  let parent: unknown = copy;
  for (const key of path.slice(0, -1)) parent = Reflect.get(parent as object, key);
  const key = path.at(-1) ?? '';
  Reflect.set(parent as object, key, changed(Reflect.get(parent as object, key)));
  return copy;
}

function changed(value: unknown): unknown {
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'boolean') return !value;
  if (value === null) return 1;
  const text = String(value);
  if (/^(0x)?[0-9a-f]+$/.test(text)) return `${text.slice(0, -1)}${text.endsWith('1') ? '2' : '1'}`;
  return /^[r-][w-][x-][ps]$/.test(text) ? (text === 'rwxs' ? '---p' : 'rwxs') : `${text}?`;
}
