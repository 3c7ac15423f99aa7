/** Of an object, only the fields that are expected; so a scenario names what it is about. */
export function partOf(found: unknown, expected: unknown): unknown {
  if (Array.isArray(expected) && Array.isArray(found)) return found.map((item: unknown, index) => partOf(item, expected[index]));
  if (typeof expected !== 'object' || expected === null || typeof found !== 'object' || found === null) return found;
  return Object.fromEntries(Object.entries(expected).map(([key, value]) => [key, partOf((found as Record<string, unknown>)[key], value)]));
}
