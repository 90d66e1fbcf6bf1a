import { expect, test } from 'vitest';
import {
  DeadObject,
  HeapCorruption,
  NegativeRefcount,
  SlotOutOfRange,
  WrongType,
} from '../src/index.ts';

test.each([
  [
    new DeadObject(26),
    { name: 'DeadObject', code: 'ERR_DEAD_OBJECT', object: 26 },
    'object 0x1a is not alive; keep a reference of your own (incref) for as long as you use it',
  ],
  [
    new NegativeRefcount(26),
    { name: 'NegativeRefcount', code: 'ERR_NEGATIVE_REFCOUNT', object: 26 },
    'decref of object 0x1a with refcount 0; each decref needs a reference of its own',
  ],
  [
    new SlotOutOfRange(26, 7, 4),
    { name: 'SlotOutOfRange', code: 'ERR_SLOT_OUT_OF_RANGE', object: 26, slot: 7, slots: 4 },
    'object 0x1a has 4 slots and no slot 7; use 0 to 3',
  ],
  [
    new WrongType('tuple', 'growable'),
    { name: 'WrongType', code: 'ERR_WRONG_TYPE', typeName: 'tuple' },
    'tuple is not growable',
  ],
  [
    new HeapCorruption(26, 'has a count of −1'),
    { name: 'HeapCorruption', code: 'ERR_HEAP_CORRUPTION', object: 26 },
    'object 0x1a: has a count of −1',
  ],
])('%o has its name, code and numbers, and says what to do', (error, fields, words) => {
  expect(error).toMatchObject(fields);
  expect(error.message).toBe(words);
});
