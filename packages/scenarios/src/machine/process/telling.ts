/** The address space's events as the machine announces them: plain data, runs of pages told as one. */
import { type AddressSpace, errnoName, type Fault, type SegmentEvent } from '@memstrata/segments';
import type { FaultReason, ProcessEvent } from './events.ts';

const PAGE = 4096;

/** An event as plain data. */
export function told(event: SegmentEvent, space: AddressSpace | null): ProcessEvent {
  switch (event.type) {
    case 'mapped': {
      const { start, end, merged, mapping } = event;
      const { kind, permissions } = space?.mappingAt(start) ?? mapping;
      return { type: 'mapped', start, end, kind, permissions, merged };
    }
    case 'refused':
      return { type: 'refused', call: event.call, errno: errnoName(event.errno) };
    case 'page-touched':
      return { ...event, pages: 1 };
    case 'faulted':
      return faulted(event.fault, space);
    default:
      return event;
  }
}

function faulted(fault: Fault, space: AddressSpace | null): ProcessEvent {
  const { signal, siCode, address, intent, had } = fault;
  return {
    type: 'faulted',
    signal,
    siCode,
    address,
    intent,
    had,
    kind: space?.mappingAt(address)?.kind ?? null,
    reason: space ? reasonOf(fault, space) : 'not-mapped',
    stackLimit: space?.limits.stack ?? 0,
  };
}

/** Which rule it was, from the numbers of the fault. */
function reasonOf({ had, address, above }: Fault, space: AddressSpace): FaultReason {
  const { platform, limits, programBreak, breakStart } = space;
  if (had !== null) return 'permission';
  if (address < platform.lowestAddress) return 'null';
  if (address >= platform.taskSize) return 'kernel';
  if (above?.kind === 'stack')
    return above.end - (address - (address % PAGE)) > limits.stack ? 'stack-limit' : 'guard-gap';
  const isBehind = programBreak > breakStart && address >= programBreak;
  return isBehind && address < programBreak + 16 * PAGE ? 'behind-break' : 'not-mapped';
}

/** One event in place of two about neighbouring pages, where they say the same; else nothing. */
export function joined(
  last: ProcessEvent | undefined,
  next: ProcessEvent,
): ProcessEvent | undefined {
  if (last?.type === 'page-touched' && next.type === 'page-touched')
    return last.intent === next.intent ? joinedPages(last, next) : undefined;
  if (last?.type === 'stack-grown' && next.type === 'stack-grown' && last.to === next.from)
    return { ...last, to: next.to, bytes: last.bytes + next.bytes };
  return undefined;
}

type PageTouched = Extract<ProcessEvent, { readonly type: 'page-touched' }>;

function joinedPages(last: PageTouched, next: PageTouched): PageTouched | undefined {
  if (next.page === last.page + last.pages * PAGE)
    return { ...last, pages: last.pages + next.pages };
  if (next.page + next.pages * PAGE === last.page)
    return { ...next, pages: last.pages + next.pages };
  return undefined;
}
