import { DispatchError } from '../errors';
import { formatGsUrl, parseGsUrl } from '../gs-url';
import type { ActionContext } from './action';

/**
 * The text of a file that a field of a request refers to.
 * @throws DispatchError SOURCE_MISSING
 */
export async function readText(field: string, url: string, { objects }: Pick<ActionContext, 'objects'>): Promise<string> {
  const file = await objects.read(parseGsUrl(url));
  if (!file) throw new DispatchError('SOURCE_MISSING', `${field}: there is no object ${formatGsUrl(parseGsUrl(url))}`);
  return new TextDecoder().decode(file.bytes);
}
