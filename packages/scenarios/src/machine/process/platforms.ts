import {
  amd64Types,
  type CallingConvention,
  type CType,
  classic,
  i386Cdecl,
  i386Types,
  linuxI386,
  linuxX64,
  type Platform,
  sysvAmd64,
} from '@memstrata/segments';
import type { VariableType } from '../../program/process-steps.ts';
import type { PlatformName } from '../profile.ts';

/** A platform with the C compiler's conventions on it. */
export interface Target {
  readonly platform: Platform;
  readonly convention: CallingConvention;
  readonly types: Readonly<Record<VariableType | 'void', CType>>;
  readonly bits: 32 | 64;
  /** Where the linker puts the program. */
  readonly base: number;
  /** Register an integer result comes back in. */
  readonly result: string;
}

const wide = { convention: sysvAmd64, types: amd64Types, bits: 64, base: 0x400000, result: 'rax' };
const narrow = {
  convention: i386Cdecl,
  types: i386Types,
  bits: 32,
  base: 0x08048000,
  result: 'eax',
};

/** The platforms a program can run on, by name. */
export const targets: Readonly<Record<PlatformName, Target>> = {
  'linux-x86-64': { ...wide, bits: 64, platform: linuxX64 },
  'linux-i386': { ...narrow, bits: 32, platform: linuxI386 },
  classic: { ...narrow, bits: 32, platform: classic },
};
