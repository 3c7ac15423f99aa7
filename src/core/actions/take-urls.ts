import { DispatchError } from '../errors';
import { parseGsUrl } from '../gs-url';

/**
 * The URLs that a `move` or `delete` works on: those of its request, else what the job loaded (R10). Each once.
 * @param given the values of the URL fields, each a text, a list or missing
 */
export function takeUrls(given: readonly (string | readonly string[] | undefined)[], loadUris: readonly string[]): readonly string[] {
  const named = given.filter((value) => value !== undefined);
  return [...new Set(named.length > 0 ? named.flat() : loadUris)];
}

/**
 * As `takeUrls`, for a run: nothing to work on is a mistake in the rule, unless an empty list was asked for.
 * @throws DispatchError SOURCE_MISSING, or INVALID_GS_URL where the job loaded from elsewhere
 */
export function requireUrls(given: readonly (string | readonly string[] | undefined)[], loadUris: readonly string[]): readonly string[] {
  const urls = takeUrls(given, loadUris);
  if (urls.length === 0 && given.every((value) => value === undefined)) {
    throw new DispatchError('SOURCE_MISSING', 'the request names no URL, and the job is no load job with source URIs');
  }
  urls.forEach(parseGsUrl);
  return urls;
}
