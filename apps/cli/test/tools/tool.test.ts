import { expect, test } from 'vitest';
import { findTool } from '../../src/tools/tool.ts';

test('a tool on the PATH tells its version', async () => {
  const folder = process.execPath.slice(0, process.execPath.lastIndexOf('/'));
  expect(await findTool('node', { PATH: folder })).toEqual({
    name: 'node',
    path: process.execPath,
    version: process.versions.node,
    banner: process.version,
  });
});

test('a tool that is not there says so', async () => {
  expect(await findTool('no-such-tool', { PATH: '/bin' })).toEqual({
    name: 'no-such-tool',
    why: 'not on the PATH',
  });
});
