/** Lines of a recorded map: `[start, end, permissions and sharing, offset, name]`, numbers in hexadecimal. */
import { type Address, address } from '../address.ts';
import type { Permissions } from '../mapping.ts';
import type { Field } from './record.ts';

export interface MapsLine {
  readonly start: Address;
  readonly end: Address;
  readonly permissions: Permissions;
  readonly shared: boolean;
  readonly offset: number;
  readonly name: string;
}

export function readMapsLine(field: Field): MapsLine {
  const [start, end, flags, offset, name] = field.items();
  if (!start || !end || !flags || !offset || !name) throw field.wrong('five columns of maps');
  const permissions = flags.text();
  if (!isFlags(permissions)) throw flags.wrong('permissions such as rw-p');
  return {
    start: address(start.hex()),
    end: address(end.hex()),
    permissions: permissions.slice(0, 3) as Permissions,
    shared: permissions.endsWith('s'),
    offset: offset.hex(),
    name: name.text(),
  };
}

const isFlags = (text: string): boolean => /^[r-][w-][x-][ps]$/.test(text);

/** A line, or a mapping of the model, as text: for comparison and for messages. */
export function lineText(line: MapsLine): string {
  const flags = `${line.permissions}${line.shared ? 's' : 'p'}`;
  return [
    line.start.toString(16),
    line.end.toString(16),
    flags,
    line.offset.toString(16),
    line.name,
  ]
    .join(' ')
    .trimEnd();
}
