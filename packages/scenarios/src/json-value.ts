/** A value of which nothing is known but that a file may hold it. */

/** An object with fields, and no list. */
export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value in one line, as an error shows it. */
export const show = (value: unknown): string => JSON.stringify(value) ?? String(value);
