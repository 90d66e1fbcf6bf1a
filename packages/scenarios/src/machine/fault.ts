import { DoubleFree, HeapCorruption, InvalidFree } from '@memstrata/allocator';
import { NameIsNone, NoObjectAt } from '../errors.ts';
import type { Fault } from './moment.ts';

/** The models' errors that a program can cause; any other error is our own mistake. */
const causes = [DoubleFree, InvalidFree, HeapCorruption, NoObjectAt, NameIsNone] as const;

/** A model's typed error as plain data. Throws any other error again. */
export function faultOf(error: unknown): Fault {
  const cause = causes.find((cause) => error instanceof cause);
  if (!cause || !(error instanceof cause)) throw error;
  const details: Record<string, number | string> = {};
  for (const [field, value] of Object.entries(error))
    if (
      field !== 'name' &&
      field !== 'code' &&
      (typeof value === 'number' || typeof value === 'string')
    )
      details[field] = value;
  return Object.freeze({
    name: error.name,
    code: error.code,
    message: error.message,
    details: Object.freeze(details),
    observed: [],
  });
}
