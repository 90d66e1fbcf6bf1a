export { toC } from './c.ts';
export { statement } from './statement.ts';
