import type { Bytes } from '../allocator.ts';
import type { Finding } from './finding.ts';
import type { SiteOption } from './site.ts';

export interface DebugOptions {
  /** Bytes that must stay untouched on each side of a block, rounded up to a multiple of 16. @defaultValue 16 */
  readonly redZone?: Bytes;
  /**
   * Bytes of freed blocks, red zones included, that wait before they may be handed out again: as long
   * as a block waits, each use of it is found. 0 for none. @defaultValue 262,144
   */
  readonly quarantine?: Bytes;
  /**
   * Stack frames kept for each allocation and free, or a function that names the place itself, e.g.
   * `() => `operation ${n}``. 0 for none, which costs nothing. @defaultValue 0
   */
  readonly sites?: SiteOption;
  /** Whether `load` refuses bytes that were never written. @defaultValue true */
  readonly uninitialized?: boolean;
  /**
   * Receives each finding in place of an error, and the run goes on, as under memcheck: a bad read
   * yields the bytes that are there, a bad write or free is not done, damage is mended once told.
   */
  readonly onFinding?: (finding: Finding) => void;
}
