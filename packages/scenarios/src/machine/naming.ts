/** What happens when a name gets an object, and which object a name stands for. */
import { NameIsNone } from '../errors.ts';
import type { MachineParts } from './parts.ts';

/** The object a name stands for. @throws NameIsNone */
export function objectOf({ names }: Pick<MachineParts, 'names'>, name: string): number {
  const object = names.valueOf(name);
  if (object === null) throw new NameIsNone(name);
  return object;
}

/** The name takes over a reference, or stands for `None`; the reference it held before goes. */
export function giveName(
  machine: Pick<MachineParts, 'names' | 'objects' | 'announce'>,
  name: string,
  object: number | null,
): void {
  const before = machine.names.objectOf(name);
  machine.names.bind(name, 'object', object);
  if (object === null) machine.announce({ type: 'emptied', name });
  else machine.announce({ type: 'named', name, object });
  if (before !== null) machine.objects.decref(before);
}

/**
 * A new object gets its name. From 3.12 a collection that its allocation has scheduled runs as the call
 * returns, before the name is bound.
 */
export function bear(machine: MachineParts, name: string, object: number): void {
  machine.objects.safePoint();
  giveName(machine, name, object);
}
