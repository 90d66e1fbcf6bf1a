import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { invoke } from '../invoke.ts';

const LOG = join(
  import.meta.dirname,
  '../../../../packages/allocator/test/recorded/logs/mtrace.log.gz',
);

describe('duel', () => {
  test('sets policies side by side, in 80 columns', async () => {
    const { stdout, status } = await invoke(['duel', LOG, 'glibc', 'buddy', 'first-fit']);
    expect(status).toBe(0);
    const [title = '', ...lines] = stdout.split('\n');
    expect(title).toContain(': 392 operations, at most 104,798 bytes live');
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
    for (const policy of ['glibc', 'buddy', 'first-fit'])
      expect(lines.filter((line) => line.startsWith(`  ${policy} `))).toHaveLength(2);
    expect(stdout).toMatch(/buddy +[\d,]+ +\d+\.\d % +[\d,]+ +\d+\.\d % +[\d,]+ +\d\.\d\d\n/);
    expect(stdout).toMatch(/glibc +[▁▂▃▄▅▆▇█ ]+ {2}block \d+, \d+ bytes, operation/);
  });

  test('says in JSON of each what heap says of one', async () => {
    const { stdout } = await invoke(['duel', '--json', LOG, 'tlsf', 'worst-fit']);
    const { policies } = JSON.parse(stdout);
    expect(policies.map(({ policy }: { policy: string }) => policy)).toEqual(['tlsf', 'worst-fit']);
    const alone = JSON.parse((await invoke(['heap', '--json', '--policy', 'tlsf', LOG])).stdout);
    const { trace: _trace, ...report } = alone;
    expect(policies[0]).toEqual(report);
  });

  test('names a policy that it does not know before it plays any', async () => {
    expect(await invoke(['duel', LOG, 'tlsf', 'glib'])).toEqual({
      status: 2,
      stdout: '',
      stderr: "memstrata: unknown policy 'glib' (did you mean glibc?)\n",
    });
  });
});
