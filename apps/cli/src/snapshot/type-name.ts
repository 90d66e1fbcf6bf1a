import type { HeapSnapshot } from '@memstrata/gengc/snapshot';
import { InputError } from '../failure.ts';
import { didYouMean } from '../nearest.ts';

/**
 * The type a user means: by its whole name, or without its module where one type alone is named so.
 * @throws InputError that names the candidates
 */
export function typeNamed(file: string, { types }: HeapSnapshot, name: string): string {
  if (types.includes(name)) return name;
  const named = types.filter((type) => type.endsWith(`.${name}`));
  const [only] = named;
  if (only !== undefined && named.length === 1) return only;
  throw new InputError(
    only === undefined
      ? `${file}: no object of type ${name}${didYouMean(name, types)}`
      : `${file}: ${named.length} types are named ${name}: ${named.join(', ')}`,
  );
}
