/** What the model throws: one class a cause, each with a stable code and the numbers as fields. */
import { hex } from './address.ts';
import { type Fault, type Neighbour, siCodeNumber, signalNumber } from './fault.ts';

/**
 * Thrown by an access the kernel answers with SIGSEGV.
 *
 * @example
 * ```ts
 * import { AddressSpace, SegmentationFault } from '@memstrata/segments';
 *
 * try {
 *   new AddressSpace().access(0x18, 4, 'read');
 * } catch (error) {
 *   if (error instanceof SegmentationFault) console.log(error.fault.siCode, error.fault.cause);
 * }
 * // → SEGV_MAPERR The program reads 0x18 bytes behind a null pointer: a field or element of an object that is not there.
 * ```
 */
export class SegmentationFault extends Error {
  readonly code = 'ERR_SEGMENTATION_FAULT';
  readonly fault: Fault;

  constructor(fault: Fault) {
    super(messageOf(fault));
    this.name = 'SegmentationFault';
    this.fault = fault;
  }
}

/** Thrown by an access the kernel answers with SIGBUS: a page behind the end of a mapped file. */
export class BusError extends Error {
  readonly code = 'ERR_BUS';
  readonly fault: Fault;

  constructor(fault: Fault) {
    super(messageOf(fault));
    this.name = 'BusError';
    this.fault = fault;
  }
}

/** The error a fault is thrown as. */
export const errorOf = (fault: Fault): SegmentationFault | BusError =>
  fault.signal === 'SIGBUS' ? new BusError(fault) : new SegmentationFault(fault);

function messageOf(fault: Fault): string {
  const { signal, siCode, address, intent, wanted, had, below, above, cause } = fault;
  const numbers = `${signal} (${signalNumber[signal]}), ${siCode} (${siCodeNumber[siCode]})`;
  const rights = `wanted ${wanted}, had ${had ?? 'no mapping'}`;
  const around = [near('below', below), near('above', above)].filter((part) => part !== '');
  return `${numbers} at ${hex(address)}: ${intent}, ${rights}. ${cause}${around.join('')}`;
}

const near = (side: string, neighbour: Neighbour | null): string =>
  neighbour
    ? ` Next ${side}: ${neighbour.name || neighbour.kind} ${hex(neighbour.start)}-${hex(neighbour.end)} ${neighbour.permissions}, ${hex(neighbour.distance)} bytes away.`
    : '';
