/**
 * Where a call was made. A captured stack stays as the engine holds it and becomes text only when a
 * report is made: what is kept is a capture, never a string.
 */

/** A stack not yet put into words, words, or nothing. */
export type Site = { readonly stack?: string } | string | null;

/** Frames of each stack, or a function that names the place by itself (`operation 17`). */
export type SiteOption = number | (() => string);

/** What V8 adds to `Error`, and other engines have in part. */
interface StackCapture {
  stackTraceLimit?: number;
  captureStackTrace?(target: object, above: unknown): void;
}

/** The place above `entry`, the public method that was called. */
export function captureSite(option: SiteOption, entry: unknown): Site {
  if (typeof option === 'function') return option();
  if (option === 0) return null;
  const engine = Error as unknown as StackCapture;
  if (!engine.captureStackTrace) return new Error('site');
  const limit = engine.stackTraceLimit;
  engine.stackTraceLimit = option;
  const holder: { stack?: string } = {};
  engine.captureStackTrace(holder, entry);
  if (limit !== undefined) engine.stackTraceLimit = limit;
  return holder;
}

/** One line a frame, the innermost first. */
export function siteText(site: Site): string | null {
  if (site === null || typeof site === 'string') return site;
  const lines = (site.stack ?? '').split('\n').map((line) => line.trim());
  const frames = lines.filter((line) => line.startsWith('at ')).map((line) => line.slice(3));
  return frames.length > 0 ? frames.join('\n') : null;
}
