/** Whether a step changed any row whose key begins so. */
export function touches(changed: ReadonlySet<string>, prefix: string): boolean {
  for (const key of changed) if (key.startsWith(prefix)) return true;
  return false;
}
