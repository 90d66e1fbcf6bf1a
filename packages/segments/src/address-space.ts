/**
 * The address space of one process: which mappings there are, and what the system calls that change
 * them answer.
 *
 * Laws: mappings ascend and are disjoint; every boundary is a page boundary; a system call answers with
 * a value or −errno and never throws; an access that cannot be done throws and changes nothing but the
 * stack it may have grown. Source of the rules: Linux 6.18, `mm/vma.c`, `mm/mmap.c`, `mm/mprotect.c`.
 */
import { type Address, address, type Bytes, hex, pageUp, roundDown } from './address.ts';
import { type Errno, errno, isErrno } from './errno.ts';
import { errorOf } from './errors.ts';
import type { Listener, SegmentEvent } from './events.ts';
import { describeFault, type Fault, type Finding } from './fault.ts';
import {
  DEFAULT_LIMITS,
  type Layout,
  type LayoutOptions,
  type Limits,
  layoutOf,
} from './layout.ts';
import type { Intent, MappedFile, Mapping, Permissions } from './mapping.ts';
import { MappingList } from './mapping-list.ts';
import { Memory } from './memory.ts';
import { nextPart, resolve } from './page-fault.ts';
import { findPlace } from './placement.ts';
import { linuxX64 } from './platform/linux-x86-64.ts';
import type { Platform } from './platform/platform.ts';
import type { SpaceState } from './space-state.ts';
import { brk } from './system-calls/brk.ts';
import { type MapRequest, mmap } from './system-calls/mmap.ts';
import { mprotect } from './system-calls/mprotect.ts';
import { munmap } from './system-calls/munmap.ts';

/** How an address space starts. */
export interface AddressSpaceOptions extends LayoutOptions {
  /** @defaultValue linuxX64 */
  readonly platform?: Platform;
  readonly onEvent?: Listener<SegmentEvent>;
  /** What may be read may be executed, too (personality READ_IMPLIES_EXEC). @defaultValue false */
  readonly readImpliesExecute?: boolean;
  /**
   * The first read of private anonymous memory finds the page of zeros that all share, and leaves no trace in the
   * map. With false it gets a page of its own, as a write does: so one build of Linux 6.18 was recorded, while
   * another finds the shared page, as `mm/memory.c`, do_anonymous_page, has it. @defaultValue true
   */
  readonly zeroPage?: boolean;
}

/** The address space of one process. New ones are empty; `exec` makes one as the kernel does. */
export class AddressSpace {
  readonly layout: Layout;
  readonly #state: SpaceState;

  /**
   * @example
   * ```ts
   * import { AddressSpace, hex } from '@memstrata/segments';
   *
   * const space = new AddressSpace();
   * const first = space.mmap({ length: 8192 });
   * const second = space.mmap({ length: 4096 });
   * console.log(hex(first), hex(second)); // → 0x7ffff7ffd000 0x7ffff7ffc000
   * console.log([...space.mappings()].length); // → 1
   * ```
   */
  constructor(options: AddressSpaceOptions = {}) {
    const { platform = linuxX64, onEvent = null, limits } = options;
    const { readImpliesExecute = false, zeroPage = true } = options;
    this.layout = layoutOf(platform, options);
    const breakStart = pageUp(this.layout.programBase);
    this.#state = {
      layout: this.layout,
      list: new MappingList(),
      readImpliesExecute,
      zeroPage,
      memory: null,
      onEvent,
      limits: { ...DEFAULT_LIMITS, ...limits },
      breakStart,
      programBreak: breakStart,
      dataBytes: 0,
      initialStackPointer: this.layout.stackTop,
      anonVmas: 0,
    };
  }

  get platform(): Platform {
    return this.layout.platform;
  }

  get limits(): Limits {
    return this.#state.limits;
  }

  /** Where the heap begins; the program break never goes below. */
  get breakStart(): Address {
    return this.#state.breakStart;
  }

  /** First address behind the heap. */
  get programBreak(): Address {
    return this.#state.programBreak;
  }

  /** What lies in memory: loads and stores. */
  get memory(): Memory {
    this.#state.memory ??= new Memory(this, this.#state.onEvent);
    return this.#state.memory;
  }

  /** How many entries the map has. */
  get mappingCount(): number {
    return this.#state.list.length;
  }

  /** Changes resource limits (setrlimit); what is mapped already stays. */
  setLimits(limits: Partial<Limits>): void {
    this.#state.limits = { ...this.#state.limits, ...limits };
  }

  /**
   * Adds a mapping and answers its address, or why not.
   *
   * Costs a search through the holes of the mmap area when the kernel is to choose.
   */
  mmap(request: MapRequest): Address | Errno {
    return this.#answer('mmap', mmap(this.#state, request));
  }

  /** Where mmap would put so many bytes, of a file where one is given, when the choice is the kernel's. */
  freePlace(length: Bytes, file: MappedFile | null = null): Address | typeof errno.ENOMEM {
    const hugeOffset = file?.hugeAligned ? 0 : null;
    return findPlace(this.#state.list, this.layout, {
      hint: 0,
      length: pageUp(length),
      hugeOffset,
    });
  }

  /** Takes a range out of the map; entries at its ends are cut. */
  munmap(start: number, length: Bytes): 0 | Errno {
    return this.#answer('munmap', munmap(this.#state, start, length));
  }

  /** Changes what may be done with a range; a hole in it is ENOMEM after what came before has changed. */
  mprotect(start: number, length: Bytes, permissions: Permissions): 0 | Errno {
    return this.#answer('mprotect', mprotect(this.#state, start, length, permissions));
  }

  /** The system call: asks for a program break, answers the one there is. A refusal is no error. */
  brk(wanted: number): Address {
    return brk(this.#state, wanted);
  }

  /**
   * The C library's sbrk: moves the program break and answers the old one, or ENOMEM.
   *
   * @example
   * ```ts
   * import { AddressSpace, hex } from '@memstrata/segments';
   *
   * const space = new AddressSpace();
   * console.log(hex(space.sbrk(100))); // → 0x555555555000
   * console.log(hex(space.programBreak)); // → 0x555555555064
   * ```
   */
  sbrk(increment: Bytes): Address | typeof errno.ENOMEM {
    const before = this.programBreak;
    if (increment === 0) return before;
    const wanted = before + increment;
    return wanted >= 0 && this.brk(wanted) === wanted ? before : errno.ENOMEM;
  }

  /** The mapping an address lies in. */
  mappingAt(at: number): Mapping | undefined {
    const mapping = this.#state.list.holding(at);
    return mapping && this.#labelled(mapping);
  }

  /** All mappings, ascending and disjoint, named as maps names them. */
  *mappings(): Generator<Mapping, void, undefined> {
    for (const mapping of this.#state.list) yield this.#labelled(mapping);
  }

  /**
   * Does what the kernel does when a program accesses memory: grows a stack, notes the first write, and
   * answers the mapping of the first byte.
   *
   * @throws {@link SegmentationFault} or {@link BusError} at the first page that cannot be accessed.
   */
  access(at: number, length: Bytes, intent: Intent): Mapping {
    const end = at + length;
    const first = this.#resolved(address(at), intent);
    for (let part = nextPart(at, end); part < end; part = nextPart(part, end))
      this.#resolved(part, intent);
    return this.#labelled(first);
  }

  /**
   * Adds an entry as it is, touching no neighbour: how exec places a stack, and how the map of another
   * process is taken over.
   *
   * @throws {@link OverlappingMapping} when the range is not made of free pages below the end of user space.
   */
  adopt(mapping: Mapping): void {
    const { start, end } = mapping;
    const above = this.#state.list.above(start);
    const isAligned = start === roundDown(start, 4096) && end === roundDown(end, 4096);
    const isFree = start < end && end <= this.platform.taskSize && !(above && above.start < end);
    if (!isAligned || !isFree) throw new OverlappingMapping(mapping);
    this.#state.list.insertApart(mapping);
    this.#state.anonVmas = Math.max(this.#state.anonVmas, mapping.anonVma);
    if (this.#state.onEvent)
      this.#state.onEvent({ type: 'mapped', start, end, mapping, merged: 0 });
  }

  /** Says where the heap begins, and how many bytes of initialised data count with it against RLIMIT_DATA. */
  placeHeap(start: Address, dataBytes: Bytes = 0): void {
    this.#state.breakStart = start;
    this.#state.programBreak = start;
    this.#state.dataBytes = dataBytes;
  }

  /** Says where the stack pointer was at the first instruction; the mapping around it is `[stack]`. */
  placeStack(stackPointer: Address): void {
    this.#state.initialStackPointer = stackPointer;
  }

  #answer<T extends number>(call: 'mmap' | 'munmap' | 'mprotect', answer: T): T {
    const { onEvent, memory } = this.#state;
    // A refused call may have changed part of the map.
    memory?.flush();
    if (onEvent && isErrno(answer)) onEvent({ type: 'refused', call, errno: answer });
    return answer;
  }

  #resolved(at: number, intent: Intent): Mapping {
    const found = resolve(this.#state, at, intent);
    if ('siCode' in found) throw this.#faulted(found);
    return found;
  }

  #faulted(finding: Finding): Error {
    const { list, limits } = this.#state;
    const fault: Fault = describeFault(
      {
        list,
        layout: this.layout,
        programBreak: this.programBreak,
        breakStart: this.breakStart,
        stackLimit: limits.stack,
        label: (mapping) => this.#labelled(mapping),
      },
      finding,
    );
    if (this.#state.onEvent) this.#state.onEvent({ type: 'faulted', fault });
    return errorOf(fault);
  }

  /** Heap and stack are not stored but recognised, as maps does: by the program break and the first stack pointer. */
  #labelled(mapping: Mapping): Mapping {
    if (mapping.file || mapping.special) return mapping;
    const { breakStart, programBreak, initialStackPointer } = this.#state;
    if (mapping.start < programBreak && mapping.end > breakStart)
      return { ...mapping, kind: 'heap', name: '[heap]' };
    if (mapping.start <= initialStackPointer && mapping.end >= initialStackPointer)
      return { ...mapping, kind: 'stack', name: '[stack]' };
    return mapping;
  }
}

/** Thrown by {@link AddressSpace.adopt} for a range that is not free. */
export class OverlappingMapping extends RangeError {
  readonly code = 'ERR_OVERLAPPING_MAPPING';
  readonly mapping: Mapping;

  constructor(mapping: Mapping) {
    super(
      `${hex(mapping.start)}-${hex(mapping.end)} cannot be adopted: give free, page-aligned addresses below the end of user space`,
    );
    this.name = 'OverlappingMapping';
    this.mapping = mapping;
  }
}
