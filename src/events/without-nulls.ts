import { DispatchError } from '../core/errors';
import { isObject, type Json } from './event-terms';

/** Deeper than any resource of Google's. */
const MAX_DEPTH = 200;

/**
 * Some clients write the fields that a message lacks as `null`. What has none is given back as it is: messages are many.
 * @throws DispatchError EVENT_INVALID for what is nested beyond reason
 */
export function withoutNulls(value: unknown, depth = 0): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (depth > MAX_DEPTH) throw new DispatchError('EVENT_INVALID', `a message is nested more than ${MAX_DEPTH} levels deep`);
  return isObject(value) ? objectWithoutNulls(value, depth) : listWithoutNulls(value as readonly unknown[], depth);
}

function listWithoutNulls(list: readonly unknown[], depth: number): readonly unknown[] {
  let copy: unknown[] | undefined;
  for (let at = 0; at < list.length; at++) {
    const item = list[at];
    const kept = withoutNulls(item, depth + 1);
    if (kept !== item) (copy ??= [...list])[at] = kept;
  }
  return copy ?? list;
}

function objectWithoutNulls(object: Json, depth: number): Json {
  let changed: Map<string, unknown> | undefined;
  for (const key in object) {
    const item = object[key];
    const kept = withoutNulls(item, depth + 1);
    if (kept === null || kept !== item) (changed ??= new Map()).set(key, kept);
  }
  if (!changed) return object;
  const all = changed;
  // Not by assignment, for which the name __proto__ has another meaning.
  return Object.fromEntries(Object.keys(object).flatMap((key) => (all.get(key) === null ? [] : [[key, all.has(key) ? all.get(key) : object[key]]])));
}
