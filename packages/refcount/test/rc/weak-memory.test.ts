import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { rc } from '../../src/rc/index.ts';
import { SharedByKey } from '../../src/rc/keyed.ts';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

test('a disposed value can be collected, whatever weak and disposed handles are left', async () => {
  const make = () => {
    const value = { id: 7 };
    const handle = rc(value, () => {});
    return { handle, weak: handle.weak(), value: new WeakRef(value) };
  };
  const left = make();
  left.handle.dispose();
  // A WeakRef holds its target to the end of the job that made it.
  await new Promise((resolve) => void setTimeout(resolve, 0));
  collect();
  expect(left.value.deref()).toBeUndefined();
  expect([left.weak.upgrade(), left.handle.disposed]).toEqual([undefined, true]);
});

test('a released value of a key can be collected, whatever weak handles are left', async () => {
  const shared = new SharedByKey({ create: (id: number) => ({ id }) });
  const make = async () => {
    const handle = await shared.acquire(7);
    const left = { weak: handle.weak(), value: new WeakRef(handle.value) };
    handle.dispose();
    return left;
  };
  const left = await make();
  await shared.idle();
  await new Promise((resolve) => void setTimeout(resolve, 0));
  collect();
  expect([left.value.deref(), left.weak.upgrade()]).toEqual([undefined, undefined]);
});
