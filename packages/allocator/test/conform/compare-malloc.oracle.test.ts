import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { compareMalloc } from '../../src/conform/index.ts';

const recorded = join(import.meta.dirname, '../recorded/traces');
const text = (file: string): string => gunzipSync(readFileSync(file)).toString('latin1');

/** The recorded traces, and those of the folder that MALLOC_TRACES names. */
const traces = [recorded, process.env['MALLOC_TRACES'] ?? '']
  .filter((folder) => existsSync(folder))
  .flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.rep.gz'))
      .map((name) => join(folder, name)),
  );

describe('glibc 2.36 gave these addresses, and so does the model', () => {
  test('seventeen traces are recorded', () => {
    expect(traces.length).toBeGreaterThanOrEqual(17);
  });

  test.each(traces)('%s', (file) => {
    const addresses = text(file.replace('.rep.gz', '.addr.gz'));
    const result = compareMalloc([text(file)], [addresses]);
    expect(result.mismatches.slice(0, 1)).toEqual([]);
    expect(result.equal).toBe(result.compared);
    expect(result.compared).toBe(addresses.trimEnd().split('\n').length - 1);
  });
});
