import type { CollectorEvent } from '@memstrata/gengc';
import type { ObjectId, RefcountEvent } from '@memstrata/refcount';

/** Fields of events that name an object. */
const OBJECT_FIELDS = ['object', 'referrer', 'referent', 'weakReference', 'by'] as const;

/** The event with the objects' numbers in order of birth in place of the heap's ids, which are reused. */
export function renumber<E extends RefcountEvent | CollectorEvent>(
  event: E,
  numberOf: (id: ObjectId) => number,
): E {
  const copy = { ...event };
  for (const field of OBJECT_FIELDS) {
    const id: unknown = Reflect.get(event, field);
    if (typeof id === 'number') Reflect.set(copy, field, numberOf(id as ObjectId));
  }
  if (event.type === 'collection-started')
    Reflect.set(copy, 'candidates', event.candidates.map(numberOf));
  return copy;
}
