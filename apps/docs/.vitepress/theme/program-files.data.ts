import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { defineLoader } from 'vitepress';

/** Small programs of the recorded fixtures, whole, and the headers of the loaders they ask for. */
interface ProgramFiles {
  /** Base64 of the file, by its name. */
  readonly files: Readonly<Record<string, string>>;
  /** As in `interpreters.json` of the recordings. */
  readonly interpreters: unknown;
}

declare const data: ProgramFiles;

export { data };

const recorded = new URL('../../../../packages/segments/test/recorded/', import.meta.url);
const read = (name: string): Buffer => readFileSync(new URL(name, recorded));

const PROGRAMS = ['report_pie', 'report_nopie', 'bss_static_pie', 'bss64m', 'report_m32_pie'];

export default defineLoader({
  load: (): ProgramFiles => ({
    files: Object.fromEntries(
      PROGRAMS.map((name) => [name, gunzipSync(read(`bin/${name}.gz`)).toString('base64')]),
    ),
    interpreters: JSON.parse(read('interpreters.json').toString('utf8')),
  }),
});
