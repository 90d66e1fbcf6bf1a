import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { withRandomAccess } from '../src/random-access.ts';
import { temporaryFolder } from './temporary-folder.ts';

const folder = temporaryFolder();

test('reads the range asked for, and less at the end of the file', async () => {
  const file = join(folder, 'digits');
  writeFileSync(file, '0123456789');
  const read = await withRandomAccess(file, (source) => [
    source.size,
    Buffer.from(source.read(3, 4)).toString(),
    Buffer.from(source.read(8, 4)).toString(),
  ]);
  expect(read).toEqual([10, '3456', '89']);
});

test('names the file that cannot be read', async () => {
  const file = join(folder, 'none');
  await expect(withRandomAccess(file, () => 0)).rejects.toThrow(`${file}: no such file`);
});
