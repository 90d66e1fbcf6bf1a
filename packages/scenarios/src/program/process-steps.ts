/** The steps of a program that owns a whole process, and what its variables and functions are, as data. */
import type { Permissions } from '@memstrata/segments';
import type { QuestionRemarks, StepRemarks } from './remarks.ts';

/** What a variable holds: 1, 4 or 8 bytes of integer, or an address; `long` and addresses are words. */
export type VariableType = 'char' | 'int' | 'long' | 'pointer';

/** A variable of the program, as C declares it. */
export interface VariableDeclaration {
  readonly name: string;
  readonly type: VariableType;
  /** Elements of an array; absent for a single variable. */
  readonly length?: number;
  /** What it starts with; an array's first element, the others start as 0. */
  readonly value?: number;
  /** A pointer that starts with the address of this string literal. */
  readonly literal?: string;
  /** `static`: one for the whole run; `const`: one nobody may change. Absent: global, or automatic in a function. */
  readonly storage?: 'static' | 'const';
}

/** A parameter of a function. */
export interface ParameterDeclaration {
  readonly name: string;
  readonly type: VariableType;
}

/** A function: what a call of it passes, keeps in its frame, and answers. */
export interface FunctionDeclaration {
  readonly name: string;
  readonly parameters?: readonly ParameterDeclaration[];
  readonly variables?: readonly VariableDeclaration[];
  /** @defaultValue `'void'`; `main` answers `int` */
  readonly result?: VariableType | 'void';
}

/** All that the compiler and the linker place before the program starts. */
export interface Unit {
  readonly variables?: readonly VariableDeclaration[];
  /** `main` among them. */
  readonly functions: readonly FunctionDeclaration[];
}

/** A number as written, or the variable that holds it. */
export type Value = number | string;

/** What an access can want. */
export type AccessIntent = 'read' | 'write';

/** Operations of a C program on its process. */
export type ProcessStep =
  | (StepRemarks & {
      readonly op: 'exec';
      readonly unit: Unit;
      readonly argv: readonly string[];
    })
  | (StepRemarks & {
      readonly op: 'call';
      readonly function: string;
      readonly arguments: readonly Value[];
      readonly into: string | null;
    })
  | (StepRemarks & { readonly op: 'thread'; readonly function: string })
  | (StepRemarks & { readonly op: 'return'; readonly value: Value | null })
  | (StepRemarks & { readonly op: 'recurse'; readonly function: string })
  | (StepRemarks & { readonly op: 'add'; readonly into: string; readonly terms: readonly Value[] })
  | (StepRemarks & { readonly op: 'point'; readonly into: string; readonly to: string })
  | (StepRemarks & {
      readonly op: 'store';
      readonly through: string;
      readonly offset: number;
      readonly value: number;
    })
  | (StepRemarks & {
      readonly op: 'store-pointer';
      readonly through: string;
      readonly offset: number;
      readonly of: string;
    })
  | (StepRemarks & { readonly op: 'check-leaks' })
  | (StepRemarks & {
      readonly op: 'malloc-each';
      readonly into: string;
      readonly blocks: number;
      readonly size: number;
    })
  | (StepRemarks & {
      readonly op: 'free-each';
      readonly of: string;
      readonly blocks: number;
      readonly every: number;
    })
  | (StepRemarks & { readonly op: 'forget-each'; readonly name: string; readonly blocks: number })
  | (StepRemarks & { readonly op: 'fill'; readonly through: string; readonly bytes: number })
  | (StepRemarks & { readonly op: 'sbrk'; readonly into: string; readonly bytes: number })
  | (StepRemarks & { readonly op: 'mmap'; readonly into: string; readonly bytes: number })
  | (StepRemarks & { readonly op: 'munmap'; readonly of: string; readonly bytes: number })
  | (StepRemarks & {
      readonly op: 'protect';
      readonly of: string;
      readonly bytes: number;
      readonly permissions: Permissions;
    })
  | (StepRemarks & { readonly op: 'exit'; readonly status: number })
  | (QuestionRemarks & { readonly op: 'ask-segment'; readonly of: string })
  | (QuestionRemarks & { readonly op: 'ask-target-segment'; readonly through: string })
  | (QuestionRemarks & { readonly op: 'ask-file-bytes'; readonly of: string })
  | (QuestionRemarks & { readonly op: 'ask-value'; readonly of: string })
  | (QuestionRemarks & {
      readonly op: 'ask-byte';
      readonly through: string;
      readonly offset: number;
    })
  | (QuestionRemarks & { readonly op: 'ask-null'; readonly of: string })
  | (QuestionRemarks & { readonly op: 'ask-same-place'; readonly of: string; readonly as: string })
  | (QuestionRemarks & { readonly op: 'ask-below'; readonly of: string; readonly than: string })
  | (QuestionRemarks & {
      readonly op: 'ask-resident';
      readonly through: string;
      readonly bytes: number;
    })
  | (QuestionRemarks & {
      readonly op: 'ask-access';
      readonly through: string;
      readonly offset: number;
      readonly intent: AccessIntent;
    })
  | (QuestionRemarks & { readonly op: 'ask-frame-offset'; readonly of: string })
  | (QuestionRemarks & { readonly op: 'ask-stack-word'; readonly index: number })
  | (QuestionRemarks & { readonly op: 'ask-page-size' })
  | (QuestionRemarks & { readonly op: 'ask-stack-alignment' })
  | (QuestionRemarks & { readonly op: 'ask-stack-limit' })
  | (QuestionRemarks & { readonly op: 'ask-heap-bytes' })
  | (QuestionRemarks & { readonly op: 'ask-bytes-in-use' })
  | (QuestionRemarks & { readonly op: 'ask-room'; readonly gibibytes: number })
  | (QuestionRemarks & {
      readonly op: 'ask-same-steps';
      readonly function: string;
      readonly as: string;
    })
  | (QuestionRemarks & { readonly op: 'ask-thread-stack' })
  | (QuestionRemarks & { readonly op: 'ask-mappings' });
