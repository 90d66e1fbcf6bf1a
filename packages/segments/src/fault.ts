/** What is wrong with an access that cannot be done, in the kernel's terms and in a sentence. */
import { type Address, address, type Bytes, hex, PAGE_SIZE } from './address.ts';
import type { Layout } from './layout.ts';
import { type Intent, type Mapping, neededFor, type Permissions } from './mapping.ts';
import type { MappingList } from './mapping-list.ts';

/** Signal numbers of the modelled faults. Source: `include/uapi/asm-generic/signal.h`. */
export const signalNumber = { SIGABRT: 6, SIGBUS: 7, SIGFPE: 8, SIGSEGV: 11 } as const;

/** `si_code` of the modelled faults. Source: `include/uapi/asm-generic/siginfo.h`. */
export const siCodeNumber = {
  SEGV_MAPERR: 1,
  SEGV_ACCERR: 2,
  BUS_ADRERR: 2,
  SI_KERNEL: 128,
} as const;

/** A mapping near a fault and how far away it is. */
export interface Neighbour {
  readonly name: string;
  readonly kind: Mapping['kind'];
  readonly start: Address;
  readonly end: Address;
  readonly permissions: Permissions;
  /** Bytes between the address and the nearest byte of the mapping. */
  readonly distance: Bytes;
}

/** An access that cannot be done: what the kernel tells the program, and why. Plain data. */
export interface Fault {
  readonly signal: 'SIGSEGV' | 'SIGBUS';
  readonly siCode: keyof typeof siCodeNumber;
  /** `si_addr`: the first byte that could not be accessed; 0 for an address the processor itself rejects. */
  readonly address: Address;
  readonly intent: Intent;
  readonly wanted: Permissions;
  /** What the mapping there allows; null where there is no mapping. */
  readonly had: Permissions | null;
  /** The nearest mapping below, and the one above; the mapping itself counts as neither. */
  readonly below: Neighbour | null;
  readonly above: Neighbour | null;
  /** The likely reason, one sentence. */
  readonly cause: string;
}

/** Why a stack below which the address lies could not grow. */
export type GrowthRefusal = 'limit' | 'guard-gap' | 'address-space' | 'lowest-address';

/** What the rules found out about a failing access. */
export interface Finding {
  readonly siCode: Fault['siCode'];
  readonly address: number;
  readonly intent: Intent;
  readonly mapping?: Mapping | undefined;
  readonly growth?: GrowthRefusal | undefined;
}

/** What the sentences speak about besides the map. */
export interface FaultContext {
  readonly list: Iterable<Mapping> & MappingList;
  readonly layout: Layout;
  readonly programBreak: Address;
  readonly breakStart: Address;
  readonly stackLimit: Bytes;
  readonly label: (mapping: Mapping) => Mapping;
}

/** The full account of a failing access. */
export function describeFault(context: FaultContext, finding: Finding): Fault {
  const { siCode, intent, mapping } = finding;
  const { list } = context;
  const at = address(finding.address);
  const isRejected = siCode === 'SI_KERNEL';
  const labelled = mapping && context.label(mapping);
  return {
    signal: siCode === 'BUS_ADRERR' ? 'SIGBUS' : 'SIGSEGV',
    siCode,
    address: isRejected ? address(0) : at,
    intent,
    wanted: neededFor(intent),
    had: mapping?.permissions ?? null,
    below: neighbour(context, mapping ? list.below(mapping.start) : list.below(at), at),
    above: neighbour(context, mapping ? list.above(mapping.end) : list.above(at), at),
    cause: causeOf(context, finding, labelled),
  };
}

function neighbour(
  context: FaultContext,
  mapping: Mapping | undefined,
  at: number,
): Neighbour | null {
  if (!mapping) return null;
  const { name, kind, start, end, permissions } = context.label(mapping);
  return { name, kind, start, end, permissions, distance: start > at ? start - at : at - end + 1 };
}

const verbs: Readonly<Record<Intent, string>> = {
  read: 'reads',
  write: 'writes',
  execute: 'executes',
};

function causeOf(context: FaultContext, finding: Finding, mapping: Mapping | undefined): string {
  const { siCode, address: at } = finding;
  if (siCode === 'SI_KERNEL')
    return `${hex(at)} is not canonical: bits 47 to 63 of an address must be equal, which a wild or freed pointer often violates.`;
  if (mapping?.special && siCode === 'BUS_ADRERR')
    return `This page of ${nameOf(mapping)} is not in use on this machine: the kernel has nothing to show there.`;
  if (mapping && siCode === 'BUS_ADRERR')
    return `The page lies behind the last page of ${nameOf(mapping)}, which is ${mapping.file?.size ?? 0} bytes long.`;
  if (mapping) return forbidden(finding.intent, mapping);
  return unmapped(context, finding);
}

function forbidden(intent: Intent, mapping: Mapping): string {
  if (mapping.permissions === '---')
    return `${nameOf(mapping)} allows no access at all (PROT_NONE), as a guard page does.`;
  if (intent === 'execute')
    return `The program executes ${nameOf(mapping)}, which is not executable: data is not code.`;
  if (mapping.kind === 'text')
    return `The program writes to its own code, which is mapped read-only.`;
  if (mapping.kind === 'rodata')
    return `The program writes to ${nameOf(mapping)}, which is mapped read-only: constants and string literals lie there.`;
  return `The program ${verbs[intent]} ${nameOf(mapping)}, which allows only ${mapping.permissions}.`;
}

function unmapped(context: FaultContext, finding: Finding): string {
  const { address: at, intent } = finding;
  const { platform } = context.layout;
  if (at < platform.lowestAddress) return nullPointer(at, intent);
  if (at >= platform.taskSize) return `${hex(at)} belongs to the kernel, not to the program.`;
  if (finding.growth) return stackCannotGrow(context, finding.growth);
  const past = at - context.programBreak;
  if (past >= 0 && past < 16 * PAGE_SIZE && context.programBreak > context.breakStart)
    return `The address is ${past} bytes past the program break, behind the last page of the heap.`;
  return 'Nothing is mapped there: the pointer is wild, or what it pointed to was unmapped.';
}

function nullPointer(at: number, intent: Intent): string {
  if (intent === 'execute' && at === 0) return 'The program calls a null function pointer.';
  if (at === 0) return `The program ${verbs[intent]} through a null pointer.`;
  return `The program ${verbs[intent]} ${hex(at)} bytes behind a null pointer: a field or element of an object that is not there.`;
}

function stackCannotGrow(context: FaultContext, refusal: GrowthRefusal): string {
  switch (refusal) {
    case 'limit':
      return `The stack is full: growing it to this page would pass its limit of ${context.stackLimit} bytes (ulimit -s).`;
    case 'guard-gap':
      return `The stack meets another mapping: growing it to this page would enter the guard gap of ${context.layout.platform.stackGuardGap} bytes above that mapping.`;
    case 'address-space':
      return 'The stack cannot grow: the limit on the whole address space is reached.';
    case 'lowest-address':
      return 'The stack cannot grow below the lowest address a program may use.';
  }
}

const nameOf = (mapping: Mapping): string =>
  mapping.name || (mapping.kind === 'mmap' ? 'an anonymous mapping' : `the ${mapping.kind}`);
