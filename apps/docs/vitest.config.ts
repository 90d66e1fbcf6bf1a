import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { nodeTests } from '../../tooling/vitest.ts';

const folder = import.meta.dirname;
const pages = ['guide', 'zh/guide'].flatMap((guide) =>
  readdirSync(join(folder, guide)).map((page) => join(guide, page)),
);

/** The guides are run: what they show as code, and what they say it prints. */
export default nodeTests(folder, pages);
