/** Calling conventions, stacks of calls, and how deep they go. */
export { amd64Types, type CType, i386Types, structOf } from './c-type.ts';
export {
  CallStack,
  type CallStackOptions,
  type FunctionShape,
  type PlacedArgument,
  type PrologueStep,
  type StackFrame,
} from './call-stack.ts';
export type { ArgumentPlace, CallingConvention, ResultPlace } from './calling-convention.ts';
export { i386Cdecl } from './i386-cdecl.ts';
export { type Recursion, type RecursionEnd, recurse } from './recursion.ts';
export { sysvAmd64 } from './sysv-amd64.ts';
