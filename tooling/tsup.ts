import { defineConfig } from 'tsup';

/** The build of one library: ESM and CJS with types, one output for each entry, browser-safe. */
export function library(entry: Record<string, string>): ReturnType<typeof defineConfig> {
  return defineConfig({
    entry,
    format: ['esm', 'cjs'],
    dts: { compilerOptions: { ignoreDeprecations: '6.0', customConditions: [] } },
    target: 'es2022',
    platform: 'neutral',
    splitting: true,
    treeshake: true,
    sourcemap: true,
    clean: true,
  });
}
