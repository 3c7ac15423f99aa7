const copies = new WeakSet<object>();

/**
 * A copy of plain data as JSON would carry it (`undefined` is dropped), frozen to its depths, so that it can be handed
 * out as it is. What is such a copy already is not copied again.
 */
export function frozenCopy<T>(value: T): T {
  if (typeof value !== 'object' || value === null || copies.has(value)) return value;
  const copy = Object.freeze(Array.isArray(value) ? value.map(frozenCopy) : copyOfObject(value));
  copies.add(copy);
  return copy as T;
}

function copyOfObject(value: object): object {
  const entries = Object.entries(value).filter(([, part]) => part !== undefined);
  return Object.fromEntries(entries.map(([key, part]) => [key, frozenCopy<unknown>(part)]));
}
