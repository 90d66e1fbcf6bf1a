/** An executable from disk as the model of exec takes it, with the loader it asks for. */
import { realpath } from 'node:fs/promises';
import { type ExecutableImage, imageOf } from '@memstrata/segments';
import { readElf } from '@memstrata/segments/elf';
import { withRandomAccess } from './random-access.ts';

/** @throws InputError naming the file, when it is not one the kernel executes. */
export async function readExecutable(file: string): Promise<ExecutableImage> {
  const name = await realpath(file).catch(() => file);
  return withRandomAccess(file, (source) =>
    imageOf(readElf(source), { name, size: source.size, hugeAligned: true }),
  );
}

/** The loader by the path the program names it with; none for a static program. */
export async function loaderOf(
  image: ExecutableImage,
): Promise<Readonly<Record<string, ExecutableImage>>> {
  const { interpreter } = image;
  return interpreter === null ? {} : { [interpreter]: await readExecutable(interpreter) };
}
