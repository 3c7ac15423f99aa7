import type { Json } from '../storage-bucket';
import type { JsonObject } from './request-terms';

/** A resource after a PATCH (RFC 7396): null removes a member, objects are joined, all else is replaced. */
export function mergePatch(resource: JsonObject, patch: JsonObject): JsonObject {
  const merged = new Map(Object.entries(resource));
  for (const [name, value] of Object.entries(patch)) {
    const before = merged.get(name);
    if (value === null) merged.delete(name);
    else if (isObject(value)) merged.set(name, mergePatch(isObject(before) ? before : {}, value));
    else merged.set(name, value);
  }
  return Object.fromEntries(merged);
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
