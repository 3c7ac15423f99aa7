import { badRequest } from './http-fault';

/** One part of a `multipart/…` body. */
export interface MultipartPart {
  /** By their names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  /** A view of the body; nothing is copied. */
  readonly bytes: Buffer;
}

const CR = 13;
const LF = 10;
const MAX_PARTS = 10_000;

/**
 * The parts of a `multipart/related` or `multipart/mixed` body, of any boundary and with any bytes in its parts.
 * @param contentType the header with the boundary, quoted or not
 * @throws HttpFault 400 where there is no boundary, no part, or no end to one
 */
export function parseMultipart(body: Buffer, contentType: string): MultipartPart[] {
  const delimiter = Buffer.from(`--${boundaryOf(contentType)}`);
  const parts: MultipartPart[] = [];
  let start = nextDelimiter(body, delimiter, 0);
  if (start < 0) throw malformed('its boundary does not occur');
  while (!isLast(body, start + delimiter.length)) {
    const begin = endOfLine(body, start + delimiter.length);
    const next = nextDelimiter(body, delimiter, begin);
    if (next < 0) throw malformed('its last part does not end');
    if (parts.length === MAX_PARTS) throw malformed(`it has more than ${MAX_PARTS} parts`);
    parts.push(parsePart(body.subarray(begin, withoutLineBreak(body, begin, next))));
    start = next;
  }
  if (parts.length === 0) throw malformed('it has no part');
  return parts;
}

function boundaryOf(contentType: string): string {
  const found = /;\s*boundary=(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|([^;\s]+))/i.exec(contentType);
  const boundary = found?.[1]?.replace(/\\(.)/g, '$1') ?? found?.[2] ?? found?.[3];
  if (!boundary) throw badRequest('Missing end boundary in multipart body: Content-Type names no boundary.', 'badContent');
  return boundary;
}

/** Where a delimiter stands that begins a line and fills it, from `from` on; -1 if there is none. */
function nextDelimiter(body: Buffer, delimiter: Buffer, from: number): number {
  for (let at = body.indexOf(delimiter, from); at >= 0; at = body.indexOf(delimiter, at + 1)) {
    if ((at === 0 || body[at - 1] === LF) && endsThere(body, at + delimiter.length)) return at;
  }
  return -1;
}

/** A longer boundary that begins alike is another one. */
function endsThere(body: Buffer, at: number): boolean {
  return at === body.length || isLast(body, at) || /^[ \t]*(\r?\n|$)/.test(body.toString('latin1', at, at + 80));
}

function isLast(body: Buffer, at: number): boolean {
  return body[at] === 0x2d && body[at + 1] === 0x2d;
}

function endOfLine(body: Buffer, from: number): number {
  const at = body.indexOf(LF, from);
  if (at < 0) throw malformed('it ends within a delimiter');
  return at + 1;
}

/** The line break before a delimiter belongs to the delimiter. */
function withoutLineBreak(body: Buffer, begin: number, next: number): number {
  if (next - 1 < begin) return begin;
  return next - 2 >= begin && body[next - 2] === CR ? next - 2 : next - 1;
}

function parsePart(part: Buffer): MultipartPart {
  const headers = new Map<string, string>();
  let at = 0;
  while (at < part.length) {
    const lineEnd = part.indexOf(LF, at);
    const line = part.toString('utf8', at, lineEnd < 0 ? part.length : lineEnd).replace(/\r$/, '');
    at = lineEnd < 0 ? part.length : lineEnd + 1;
    if (line === '') break;
    const colon = line.indexOf(':');
    if (colon < 1) throw malformed(`a part has the header ${JSON.stringify(line.slice(0, 100))}`);
    headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
  return { headers, bytes: part.subarray(at) };
}

function malformed(what: string): Error {
  return badRequest(`Malformed multipart body: ${what}.`, 'badContent');
}
