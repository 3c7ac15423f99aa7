/** A resource after a PATCH (RFC 7396): null removes a member, objects are joined, all else is replaced. */
export function mergePatch<T extends object>(resource: T, patch: object): T {
  const merged = new Map<string, unknown>(Object.entries(resource));
  for (const [name, value] of Object.entries(patch) as [string, unknown][]) {
    const before = merged.get(name);
    if (value === null) merged.delete(name);
    else if (isObject(value)) merged.set(name, mergePatch(isObject(before) ? before : {}, value));
    else merged.set(name, Array.isArray(value) ? value.map(withoutNulls) : value);
  }
  return Object.fromEntries(merged) as T;
}

/** A list is replaced as a whole, so what is null in it is not there. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  return isObject(value) ? mergePatch({}, value) : value;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
