import { fileURLToPath } from 'node:url';

/** A file of the package's `assets` folder, which lies beside `src` and `dist` alike. */
export const asset = (name: string): string =>
  fileURLToPath(new URL(`../assets/${name}`, import.meta.url));
