/**
 * The kernel's answer to a memory access: the mapping it goes to, a stack that grows, or a fault.
 *
 * Source: Linux `arch/x86/mm/fault.c` (do_user_addr_fault, access_error), `mm/vma.c` (expand_downwards,
 * acct_stack_growth), `mm/memory.c` (do_fault).
 */
import { type Address, PAGE_SIZE, pageDown, pageUp } from './address.ts';
import type { Finding, GrowthRefusal } from './fault.ts';
import { anonVmaFor, type Intent, isAccessible, type Mapping, permits } from './mapping.ts';
import { isData, mayExpand, type SpaceState } from './space-state.ts';

/** The mapping an access of one byte goes to, after the stack has grown to it where it may; or what is wrong. */
export function resolve(state: SpaceState, at: number, intent: Intent): Mapping | Finding {
  const { nonCanonicalStart, taskSize } = state.layout.platform;
  if (nonCanonicalStart !== null && at >= nonCanonicalStart && at < 2 ** 64 - nonCanonicalStart)
    return { siCode: 'SI_KERNEL', address: at, intent };
  if (at >= taskSize) return { siCode: 'SEGV_MAPERR', address: at, intent };
  const index = state.list.indexAbove(at);
  let mapping = state.list.at(index);
  if (!mapping || (mapping.start > at && !mapping.growsDown))
    return { siCode: 'SEGV_MAPERR', address: at, intent };
  if (mapping.start > at) {
    const grown = growDown(state, index, pageDown(at));
    if (typeof grown === 'string')
      return { siCode: 'SEGV_MAPERR', address: at, intent, growth: grown };
    mapping = grown;
  }
  // An instruction is fetched before the processor learns that it may not be executed.
  const isFetched = intent === 'execute' && isAccessible(mapping);
  const isForbidden = !permits(mapping.permissions, intent);
  const forbidden: Finding = { siCode: 'SEGV_ACCERR', address: at, intent, mapping };
  if (isForbidden && !isFetched) return forbidden;
  const touched = touchedBy(state, index, mapping, intent);
  if (isAbsent(state, touched, at)) return { siCode: 'BUS_ADRERR', address: at, intent, mapping };
  return isForbidden ? forbidden : touched;
}

/** Whether nothing is there to map: behind the end of a file, or a page of the kernel's that is not in use. */
function isAbsent(state: SpaceState, mapping: Mapping, at: number): boolean {
  const { file, start, offset, special, name } = mapping;
  const inMapping = pageDown(at - start);
  if (file) return inMapping + offset >= pageUp(file.size);
  if (!special) return false;
  const { kernelMappings } = state.layout.platform;
  const unused = kernelMappings.find((made) => made.name === name)?.unusedPages;
  return unused?.includes(inMapping / PAGE_SIZE) ?? false;
}

/**
 * Extends a stack to a page below it, however far below: the kernel does not look at the stack pointer.
 *
 * Refused when the whole stack would pass its limit, or when an accessible mapping below, no stack itself,
 * would be nearer than the guard gap.
 */
function growDown(state: SpaceState, index: number, to: Address): Mapping | GrowthRefusal {
  const { list, layout, limits } = state;
  const stack = list.at(index);
  if (!stack) return 'lowest-address';
  if (to < layout.platform.lowestAddress) return 'lowest-address';
  const below = list.at(index - 1);
  const gap = layout.platform.stackGuardGap;
  // Where both are in the way, the limit is the one to tell: a higher one moves what lies below as well.
  if (stack.end - to > limits.stack) return 'limit';
  if (below && !below.growsDown && isAccessible(below) && to - below.end < gap) return 'guard-gap';
  const more = (stack.start - to) / PAGE_SIZE;
  if (!mayExpand(state, more, isData(stack))) return 'address-space';
  const grown = withAnonVma(state, index, { ...stack, start: to });
  if (state.onEvent)
    state.onEvent({ type: 'stack-grown', from: stack.start, to, bytes: more * PAGE_SIZE });
  return grown;
}

/**
 * The mapping after a first touch: private memory that is written joins a group of pages of its own.
 *
 * A file's page is only copied for a write, and a read of anonymous memory finds the shared page of zeros, unless
 * the kernel is one that gives it a page.
 */
function touchedBy(state: SpaceState, index: number, mapping: Mapping, intent: Intent): Mapping {
  const isAnonymous = mapping.file === null && !mapping.special;
  const isOwned = intent === 'write' || (isAnonymous && !state.zeroPage);
  if (!isOwned || mapping.shared || mapping.anonVma !== 0) return mapping;
  return withAnonVma(state, index, mapping);
}

function withAnonVma(state: SpaceState, index: number, mapping: Mapping): Mapping {
  if (mapping.anonVma !== 0) {
    state.list.replace(index, mapping);
    return mapping;
  }
  const { list } = state;
  const fresh = state.anonVmas + 1;
  const anonVma = anonVmaFor(mapping, list.at(index - 1), list.at(index + 1), fresh);
  if (anonVma === fresh) state.anonVmas = fresh;
  const entry = { ...mapping, anonVma };
  list.replace(index, entry);
  return entry;
}

/** The first page start in `[at, at + length)` behind the page of `at`, or the end. */
export const nextPart = (at: number, end: number): number =>
  Math.min(end, pageDown(at) + PAGE_SIZE);
