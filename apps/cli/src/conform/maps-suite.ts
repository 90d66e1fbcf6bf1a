import { basename } from 'node:path';
import { type CompareMapsOptions, compareMaps } from '@memstrata/segments/conform';
import { readElf } from '@memstrata/segments/elf';
import { SuiteFormatError } from '../failure.ts';
import { candidatesFor } from '../file-input.ts';
import { tryRandomAccess } from '../random-access.ts';
import { comparing, wholeRecord } from './records.ts';
import { type Suite, wholeUnit } from './suite.ts';

/** One unit is one process: its maps, smaps and totals, with `--labels` what each line is. */
export const mapsSuite: Suite = {
  files: 'NAME.json[.gz]…',
  unit: 'process',
  async *outcomes(files, { labels: labelsFile, root }) {
    const labels = labelsFile === undefined ? undefined : await labelsIn(labelsFile);
    const images: NonNullable<CompareMapsOptions['images']> = (path) =>
      candidatesFor(path, root)
        .map((candidate) => tryRandomAccess(candidate, readElf))
        .find((image) => image !== undefined);
    for (const file of files) {
      const sample = await wholeRecord(file);
      const own = labels?.[basename(file)] ?? labels?.[`${basename(file)}.gz`];
      if (labels && own === undefined) yield { id: basename(file), why: 'not labelled' };
      else
        yield wholeUnit(
          basename(file),
          comparing(file, () => compareMaps(sample, { images, ...(own ? { labels: own } : {}) })),
        );
    }
  },
};

async function labelsIn(file: string): Promise<Readonly<Record<string, unknown>>> {
  const labels = await wholeRecord(file);
  if (typeof labels === 'object' && labels !== null && !Array.isArray(labels))
    return labels as Readonly<Record<string, unknown>>;
  throw new SuiteFormatError(`${file}: expected an object from sample file to labels`);
}
