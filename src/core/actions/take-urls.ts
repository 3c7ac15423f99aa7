import { DispatchError } from '../errors';
import { formatGsUrl, parseGsUrl } from '../gs-url';
import type { ActionContext, TakenObject } from './action';

/**
 * The URLs that a `move` or `delete` works on: those of its request, else what the job loaded (R10). Each once.
 * @param given the values of the URL fields, each a text, a list or missing
 */
export function takeUrls(given: readonly (string | readonly string[] | undefined)[], loadUris: readonly string[]): readonly string[] {
  const named = given.filter((value) => value !== undefined);
  return [...new Set(named.length > 0 ? named.flat() : loadUris)];
}

/**
 * The objects that a run works on, each once, also where a name and a wildcard both mean it. Nothing to work on is a
 * mistake in the rule, unless an empty list was asked for.
 * @throws DispatchError SOURCE_MISSING, or INVALID_GS_URL where the job loaded from elsewhere
 */
export function takeObjects(
  given: readonly (string | readonly string[] | undefined)[],
  { loadUris, taken }: Pick<ActionContext, 'loadUris' | 'taken'>,
): readonly TakenObject[] {
  const urls = takeUrls(given, loadUris);
  if (urls.length === 0 && given.every((value) => value === undefined)) {
    throw new DispatchError('SOURCE_MISSING', 'the request names no URL, and the job is no load job with source URIs');
  }
  urls.forEach(parseGsUrl);
  return [...new Map(urls.flatMap(taken).map((object) => [formatGsUrl(object.url), object])).values()];
}
