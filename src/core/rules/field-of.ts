/** The field of an object whose key is that name, in any case (R11); `undefined` for what is no object. */
export function fieldOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return (Object.entries(value) as [string, unknown][]).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];
}
