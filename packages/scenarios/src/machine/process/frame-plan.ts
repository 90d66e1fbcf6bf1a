/**
 * Where the things of a frame lie below its frame pointer, as gcc without optimisation does it: automatic
 * variables in the order of their declaration, then the parameters that came in registers.
 */
import type { PlacedArgument } from '@memstrata/segments';
import type {
  FunctionDeclaration,
  ParameterDeclaration,
  VariableDeclaration,
} from '../../program/process-steps.ts';
import { alignmentOf, bytesOf } from './image.ts';
import type { Target } from './platforms.ts';

/** Something in a frame; `below` is how far under the frame pointer it begins. */
interface PlannedSlot {
  readonly name: string;
  readonly declaration: VariableDeclaration | ParameterDeclaration;
  readonly below: number;
  readonly bytes: number;
}

/** What a call of a function needs below its frame pointer. */
export interface FramePlan {
  readonly slots: readonly PlannedSlot[];
  readonly bytes: number;
}

/** The variables of a function that live in its frame. */
const automatic = ({ variables = [] }: FunctionDeclaration): readonly VariableDeclaration[] =>
  variables.filter(({ storage }) => storage === undefined);

/** Plans the frame of a function whose arguments are passed so. */
export function planFrame(
  called: FunctionDeclaration,
  passed: readonly Pick<PlacedArgument, 'in'>[],
  target: Target,
): FramePlan {
  const spilled = (called.parameters ?? []).filter((_, index) => passed[index]?.in === 'registers');
  const slots: PlannedSlot[] = [];
  let bytes = 0;
  for (const declaration of [...automatic(called), ...spilled]) {
    const size = bytesOf(declaration, target);
    const alignment = alignmentOf(declaration, target, false);
    bytes = Math.ceil((bytes + size) / alignment) * alignment;
    slots.push({ name: declaration.name, declaration, below: bytes, bytes: size });
  }
  return { slots, bytes };
}
