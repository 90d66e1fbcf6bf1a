/** The one place where a number becomes text; sentences, figures and commands all ask here. */
import type { Language } from '../language.ts';

/**
 * An address: `0x` and lower-case digits, padded with zeros to `digits`.
 *
 * @example
 * ```ts
 * import { hex } from '@memstrata/scenarios/view';
 *
 * console.log(hex(40), hex(40, 4)); // → 0x28 0x0028
 * ```
 */
export const hex = (value: number, digits = 1): string =>
  `0x${value.toString(16).padStart(digits, '0')}`;

/** A whole number; from 10,000 on with commas between thousands. */
export const decimal = (value: number): string =>
  Math.abs(value) < 10_000 ? String(value) : String(value).replace(/\B(?=(\d{3})+(?!\d))/g, ',');

/** A number of bytes in words: `1 byte`, `24 bytes`, `24 字节`. */
export const bytes = (value: number, language: Language): string =>
  language === 'zh' ? `${decimal(value)} 字节` : count(value, 'byte');

/** An English count with its noun: `1 object`, `2 objects`. */
export const count = (value: number, one: string, many = `${one}s`): string =>
  `${decimal(value)} ${value === 1 ? one : many}`;

const UNITS = ['KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB'];

/**
 * A size in the largest binary unit that keeps it at 1 or more, with one decimal where it is not whole.
 *
 * @example
 * ```ts
 * import { size } from '@memstrata/scenarios/view';
 *
 * console.log(size(512, 'en'), size(135168, 'en'), size(1536, 'zh')); // → 512 bytes 132 KiB 1.5 KiB
 * ```
 */
export function size(value: number, language: Language): string {
  if (value < 1024) return bytes(value, language);
  let scaled = value;
  let unit = '';
  for (const name of UNITS) {
    if (scaled < 1024) break;
    scaled /= 1024;
    unit = name;
  }
  return `${Number.isInteger(scaled) ? decimal(scaled) : scaled.toFixed(1)} ${unit}`;
}

/** An answer as the generated programs print it: `True` and `False` are Python's. */
export const answer = (value: number | boolean | string): string =>
  typeof value === 'boolean' ? (value ? 'True' : 'False') : String(value);

/** A slot of an object: `#1.other`, or `#1[0]` for an item. */
export const slotOf = (object: number, slot: string): string =>
  `#${object}${slot.startsWith('[') ? '' : '.'}${slot}`;
