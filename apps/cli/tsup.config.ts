import { defineConfig } from 'tsup';

// A command, not a library: one ESM file that starts fast; its dependencies stay outside it.
export default defineConfig({
  entry: { main: 'src/main.ts' },
  format: ['esm'],
  target: 'node20',
  platform: 'node',
  treeshake: true,
  sourcemap: true,
  clean: true,
});
