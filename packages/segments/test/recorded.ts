/** Recorded truth for tests, in Node and in a browser alike. */

/** The text of a file in `test/recorded`; names ending in `.gz` are unpacked. */
export async function recordedText(name: string): Promise<string> {
  const bytes = await recordedBytes(name);
  return new TextDecoder().decode(bytes);
}

/** The parsed lines of a recorded JSON-lines file. */
export async function recordedLines(name: string): Promise<unknown[]> {
  const text = await recordedText(name);
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
}

/** The bytes of a recorded file, unpacked if its name ends in `.gz`. */
export async function recordedBytes(name: string): Promise<Uint8Array<ArrayBuffer>> {
  const stored = await load(new URL(`./recorded/${name}`, import.meta.url));
  if (!name.endsWith('.gz')) return stored;
  const unpacked = new Blob([stored]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(unpacked).arrayBuffer());
}

async function load(url: URL): Promise<Uint8Array<ArrayBuffer>> {
  if (url.protocol !== 'file:') return new Uint8Array(await (await fetch(url)).arrayBuffer());
  const { readFile } = await import('node:fs/promises');
  return new Uint8Array(await readFile(url));
}
