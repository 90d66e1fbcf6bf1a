/** What a process looks like at one moment, read from the address space and the frames. */
import type { Mapping } from '@memstrata/segments';
import type { ProcessState } from '../process-part.ts';
import type { FrameRow, FrameSlotRow, MappingRow, ProcessRow, VariableRow } from '../state.ts';
import type { Frame, Located } from './frame.ts';
import { initialValue, type Placed } from './image.ts';
import { initialSlots } from './initial-slots.ts';
import type { Process } from './process.ts';

const NONE: ProcessState = {
  process: [],
  mappings: [],
  frames: [],
  frameSlots: [],
  variables: [],
};

/** The rows of the tables that tell of the process; none before exec and after the end. */
export function processRows(process: Process): ProcessState {
  if (!process.isAlive) return NONE;
  const mappings = [...process.space.mappings()].map((mapping) => mappingRow(mapping, process));
  if (process.isInterpreter) return { ...NONE, process: [processRow(process)], mappings };
  const frames = process.frames;
  return {
    process: [processRow(process)],
    mappings,
    frames: frames.map(frameRow),
    frameSlots:
      frames.length === 0
        ? initialSlots(process.executed)
        : frames.flatMap((frame, index) => frameSlots(frame, index, process)),
    variables: process.placed
      .filter(({ section }) => section !== '.text')
      .map((placed) => variableRow(placed, process)),
  };
}

function processRow({ space, stack, target }: Process): ProcessRow {
  const { name, taskSize, stackGuardGap } = target.platform;
  return {
    key: 'process:1',
    order: 0,
    platform: name,
    taskSize,
    guardGap: stackGuardGap,
    programBreak: space.programBreak,
    stackPointer: stack.stackPointer,
    framePointer: stack.framePointer,
  };
}

/** A mapping is known by the end that does not move: a stack by its top, any other by its start. */
function mappingRow(mapping: Mapping, process: Process): MappingRow {
  const { start, end, permissions, kind, name, growsDown } = mapping;
  const place = growsDown ? end - 1 : start;
  return {
    key: `mapping:0x${place.toString(16)}`,
    order: place,
    start,
    end,
    permissions,
    kind,
    name,
    growsDown,
    holds: contentsOf(mapping, process),
    touchedPages: process.touched.countIn(start, end),
  };
}

function contentsOf({ start, end }: Mapping, { placed, executed }: Process): readonly string[] {
  const inside = (at: number): boolean => at >= start && at < end;
  const found = placed.filter(({ address }) => inside(address)).map(({ name }) => name);
  const isHeader = start === executed.imageBase;
  return [...(isHeader ? ['ELF headers'] : []), ...found];
}

const frameRow = ({ declaration, frame, thread }: Frame, index: number): FrameRow => ({
  key: `frame:${index}`,
  order: index,
  function: declaration.name,
  thread,
  start: frame.stackPointer,
  end: frame.cfa,
  framePointer: frame.framePointer,
  returnsTo: frame.returnsTo,
});

type Slot = Pick<FrameSlotRow, 'name' | 'kind' | 'address' | 'bytes' | 'value' | 'isPointer'>;

/** More than the things of one frame. */
const SLOTS_PER_FRAME = 4096;

function frameSlots(made: Frame, index: number, process: Process): readonly FrameSlotRow[] {
  const { declaration, frame, thread, slots } = made;
  const kept = [...slots.values()].map((slot) => slotOf(slot, frame.cfa, process));
  return [...linkage(made, process), ...kept]
    .toSorted((a, b) => b.address - a.address)
    .map((slot, place) => ({
      key: `slot:${index}:${slot.kind === 'return-address' ? 'return' : slot.name}`,
      order: index * SLOTS_PER_FRAME + place,
      function: declaration.name,
      thread,
      ...slot,
    }));
}

/** What a call leaves in its frame by itself. */
function linkage({ frame, thread }: Frame, { target }: Process): readonly Slot[] {
  const { wordSize: bytes, framePointer: name } = target.convention;
  const { returnSlot, framePointerSlot, callerFramePointer } = frame;
  const back: Slot = {
    name: frame.returnsTo ?? (thread > 0 ? 'start_thread' : '_start'),
    kind: 'return-address',
    address: returnSlot,
    bytes,
    value: null,
    isPointer: true,
  };
  if (framePointerSlot === null) return [back];
  const saved: Slot = {
    name,
    kind: 'frame-pointer',
    address: framePointerSlot,
    bytes,
    value: callerFramePointer,
    isPointer: true,
  };
  return [back, saved];
}

const slotOf = (slot: Located, cfa: number, process: Process): Slot => ({
  name: slot.name,
  kind: slot.address >= cfa ? 'argument' : 'local',
  address: slot.address,
  bytes: slot.bytes,
  value: slot.isStored && slot.length === undefined ? process.loadFrom(slot) : null,
  isPointer: slot.type === 'pointer',
});

/** A page nobody has touched holds what the file holds; reading it here would touch it. */
function variableRow(placed: Placed, process: Process): VariableRow {
  const { name, section, address, bytes, variable } = placed;
  const isArray = variable === null || variable.length !== undefined;
  const value = process.touched.has(address)
    ? () => process.loadFrom(process.locate(name))
    : () => initialValue(variable, process.placed);
  return {
    key: `variable:${name}`,
    order: address,
    name,
    type: variable?.type ?? 'char',
    section,
    address,
    bytes,
    fileBytes: section === '.bss' ? 0 : bytes,
    value: isArray ? null : value(),
  };
}
