import { badRequest } from './http-fault';

/** Which bytes of an upload a request carries, as its `Content-Range` has it. */
export interface ContentRange {
  /** The place of the first byte; absent where the request carries none and asks how far the upload is. */
  readonly first?: number;
  /** The place of the last byte; absent where it is the last of the request, as in `bytes 0-*` + `/*`. */
  readonly last?: number;
  /** The size of the whole; absent while it is not known. */
  readonly total?: number;
}

/** Forms: `bytes 0-99/200`, `bytes 0-99` + `/*`, `bytes 0-*` + `/*`, `bytes *` + `/200`, `bytes *` + `/*`. */
const FORM = /^bytes[ =](?:(\d{1,15})-(\d{1,15}|\*)|\*)\/(\d{1,15}|\*)$/i;

/** @throws HttpFault 400 for a text of another form, or one whose numbers contradict each other */
export function parseContentRange(text: string): ContentRange {
  const found = FORM.exec(text.trim());
  if (!found) throw refused(text);
  const [first, last, total] = [numberOf(found[1]), numberOf(found[2]), numberOf(found[3])];
  if (first !== undefined && last !== undefined && last < first) throw refused(text);
  if (last !== undefined && total !== undefined && last >= total) throw refused(text);
  return { first, last, total };
}

function numberOf(text: string | undefined): number | undefined {
  return text === undefined || text === '*' ? undefined : Number(text);
}

function refused(text: string): Error {
  return badRequest(`Failed to parse Content-Range header: ${JSON.stringify(text.slice(0, 100))}`, 'badRequest');
}
