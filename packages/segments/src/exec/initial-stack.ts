/**
 * The stack as a program finds it at its first instruction.
 *
 * ```text
 *  top of the stack
 *    8 zero bytes
 *    file name · environment strings · argument strings     the first argument lowest
 *    (padding to 16)
 *    platform string
 *    16 random bytes
 *    (padding to 16)
 *    auxiliary vector, ending with NULL
 *    environment pointers, 0
 *    argument pointers, 0
 *    argument count                                          <- stack pointer
 * ```
 *
 * Source: Linux `fs/exec.c` (copy_strings, setup_arg_pages), `fs/binfmt_elf.c` (create_elf_tables).
 */
import { type Address, address, type Bytes } from '../address.ts';
import type { Layout } from '../layout.ts';
import {
  type AuxiliaryEntry,
  type AuxiliaryFacts,
  auxiliaryKey,
  auxiliaryVector,
} from './auxiliary-vector.ts';

/** Strings at the top of the stack and where they are. */
export interface ArgumentStrings {
  readonly fileName: Address;
  readonly arguments: readonly Address[];
  readonly environment: readonly Address[];
  /** Bounds of the argument and of the environment strings. */
  readonly argumentStart: Address;
  readonly argumentEnd: Address;
  readonly environmentEnd: Address;
  /** Lowest byte taken so far. */
  readonly lowest: Address;
  readonly contents: readonly Placed[];
}

/** Bytes and where they belong. */
interface Placed {
  readonly at: Address;
  readonly bytes: Uint8Array;
}

const RANDOM_BYTES = 16;

/** Puts the strings below the top of the stack; the first thing exec does. */
export function placeStrings(
  top: Address,
  fileName: string,
  argv: readonly string[],
  env: readonly string[],
): ArgumentStrings {
  const contents: Placed[] = [];
  let lowest = top - 8;
  const push = (text: string): Address => {
    const bytes = new TextEncoder().encode(`${text}\0`);
    lowest -= bytes.length;
    const at = address(lowest);
    contents.push({ at, bytes });
    return at;
  };
  const pushAll = (texts: readonly string[]): Address[] => texts.toReversed().map(push).reverse();
  const name = push(fileName);
  const environment = pushAll(env);
  const argumentEnd = address(lowest);
  const argumentPointers = pushAll(argv);
  return {
    fileName: name,
    arguments: argumentPointers,
    environment,
    argumentStart: address(lowest),
    argumentEnd,
    environmentEnd: name,
    lowest: address(lowest),
    contents,
  };
}

/** The finished stack. */
export interface InitialStack {
  readonly stackPointer: Address;
  readonly auxiliary: readonly AuxiliaryEntry[];
  /** Contents from the stack pointer to the top. */
  readonly bytes: Uint8Array;
  /** Where the 16 random bytes are. */
  readonly randomBytes: Address;
}

/** Completes the stack below the strings. */
export function finishStack(
  layout: Layout,
  strings: ArgumentStrings,
  facts: Omit<AuxiliaryFacts, 'randomBytes' | 'fileName' | 'platformString'>,
  random: Uint8Array,
): InitialStack {
  const { wordSize, platformString: platformText } = layout.platform;
  const platformBytes = new TextEncoder().encode(`${platformText}\0`);
  const aligned = down16(strings.lowest - layout.stackPointerShift);
  const platformString = address(aligned - platformBytes.length);
  const randomBytes = address(platformString - RANDOM_BYTES);
  const addresses = { randomBytes, fileName: strings.fileName, platformString };
  const auxiliary = auxiliaryVector({ ...facts, ...addresses });
  const words = [
    strings.arguments.length,
    ...strings.arguments,
    0,
    ...strings.environment,
    0,
    ...auxiliary.flatMap(([name, value]) => [auxiliaryKey[name], value]),
  ];
  const auxiliaryWords = 2 * auxiliary.length;
  const below = randomBytes - wordSize * auxiliaryWords;
  const stackPointer = address(down16(below - wordSize * (words.length - auxiliaryWords)));
  const contents = [
    ...strings.contents,
    { at: platformString, bytes: platformBytes },
    { at: randomBytes, bytes: random.subarray(0, RANDOM_BYTES) },
    { at: stackPointer, bytes: wordsToBytes(words, wordSize) },
  ];
  return { stackPointer, auxiliary, randomBytes, bytes: assemble(layout, stackPointer, contents) };
}

const down16 = (value: number): number => value - (value % 16);

function wordsToBytes(words: readonly number[], wordSize: 4 | 8): Uint8Array {
  const bytes = new Uint8Array(words.length * wordSize);
  const view = new DataView(bytes.buffer);
  for (const [index, word] of words.entries()) {
    view.setUint32(index * wordSize, word % 2 ** 32, true);
    if (wordSize === 8) view.setUint32(index * wordSize + 4, Math.floor(word / 2 ** 32), true);
  }
  return bytes;
}

function assemble(layout: Layout, from: Address, contents: readonly Placed[]): Uint8Array {
  const size: Bytes = layout.stackTop - from;
  const bytes = new Uint8Array(size);
  for (const { at, bytes: part } of contents) bytes.set(part, at - from);
  return bytes;
}
