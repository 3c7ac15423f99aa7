import { DispatchError } from '../core/errors';
import { isObject } from './event-terms';

/** Deeper than any resource of Google's. */
const MAX_DEPTH = 200;

/** Some clients write the fields that a message lacks as `null`. @throws DispatchError EVENT_INVALID for what is nested beyond reason */
export function withoutNulls(value: unknown, depth = 0): unknown {
  if (depth > MAX_DEPTH) throw new DispatchError('EVENT_INVALID', `a message is nested more than ${MAX_DEPTH} levels deep`);
  if (Array.isArray(value)) return value.map((item) => withoutNulls(item, depth + 1));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).flatMap(([key, item]) => (item === null ? [] : [[key, withoutNulls(item, depth + 1)]])));
}
