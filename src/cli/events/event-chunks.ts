import { DispatchError } from '../../core/errors';

/** Some events of a file, which another thread may read. */
export interface EventChunk {
  readonly file: string;
  /** UTF-8, whole lines. */
  readonly bytes: Uint8Array;
  /** The number of its first line, from 1; in a document that is a list the number of its first item. */
  readonly first: number;
  /** Whether lines of the chunk are lines of the file, and not items of a list. */
  readonly byLine: boolean;
}

const CHUNK_BYTES = 2 * 1024 * 1024;
/** What is read to find out whether it is one document; larger ones hold one event a line. */
const MAX_DOCUMENT_BYTES = 64 * 1024 * 1024;
const MAX_LINE_BYTES = 256 * 1024 * 1024;
const NEW_LINE = 10;

/**
 * Cuts recorded events into chunks. What begins with a line that is a JSON object holds one event a line; anything else is
 * one JSON document, an event or a list of them, as `bq show --format=prettyjson` prints it.
 * @param file its name, for messages
 */
export async function* readChunks(bytes: AsyncIterable<Uint8Array>, file: string): AsyncIterable<EventChunk> {
  const input: Pieces = bytes[Symbol.asyncIterator]() as Pieces;
  const { head, ended } = await readHead(input);
  const document = ended ? documentIn(head) : undefined;
  if (document) yield { file, bytes: Buffer.from(document.map((item) => JSON.stringify(item)).join('\n')), first: 1, byLine: false };
  else yield* cut(head, input, file);
}

type Pieces = AsyncIterator<Uint8Array, undefined>;

/** Enough to tell: the first line where it is an object, else the document where that is not too large. */
async function readHead(input: Pieces): Promise<{ head: Buffer; ended: boolean }> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  let isKnown = false;
  for (;;) {
    const { done, value } = await input.next();
    if (done === true) return { head: withoutMark(Buffer.concat(pieces)), ended: true };
    pieces.push(value);
    size += value.length;
    if (!isKnown && value.includes(NEW_LINE)) {
      isKnown = true;
      if (beginsWithObject(withoutMark(Buffer.concat(pieces)))) return { head: withoutMark(Buffer.concat(pieces)), ended: false };
    }
    if (size > MAX_DOCUMENT_BYTES) return { head: withoutMark(Buffer.concat(pieces)), ended: false };
  }
}

function withoutMark(bytes: Buffer): Buffer {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}

function beginsWithObject(head: Buffer): boolean {
  const line = /^\s*([^\n]*)\n/.exec(head.subarray(0, MAX_DOCUMENT_BYTES).toString())?.[1] ?? '';
  const value = parsed(line);
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The events of a text that is one document; `undefined` for one that holds one a line. */
function documentIn(head: Buffer): readonly unknown[] | undefined {
  const value = parsed(head.toString());
  return value === undefined ? undefined : Array.isArray(value) ? value : [value];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function* cut(head: Buffer, input: Pieces, file: string): AsyncIterable<EventChunk> {
  let pieces: Uint8Array[] = [head];
  let [size, first] = [head.length, 1];
  let hasLine = head.includes(NEW_LINE);
  for (;;) {
    const { done, value } = hasLine && size >= CHUNK_BYTES ? { done: false, value: undefined } : await input.next();
    if (value) {
      pieces.push(value);
      size += value.length;
      hasLine ||= value.includes(NEW_LINE);
      if (size > MAX_LINE_BYTES && !hasLine) throw new DispatchError('EVENT_INVALID', `${file}:${first}: a line of more than ${MAX_LINE_BYTES} bytes`, { hint: 'Write one job event a line, as bq-dispatch record does.' });
    }
    if (!done && (size < CHUNK_BYTES || !hasLine)) continue;
    const all = Buffer.concat(pieces);
    const end = done ? size : all.lastIndexOf(NEW_LINE) + 1;
    const lines = newLines(all, end);
    // A copy, as the bytes before it go to another thread.
    pieces = [Buffer.from(all.subarray(end))];
    size -= end;
    hasLine = false;
    if (end > 0) yield { file, bytes: onItsOwn(all.subarray(0, end)), first, byLine: true };
    if (done) return;
    first += lines;
  }
}

/** Small buffers of Node share their memory, which no thread may take away. */
function onItsOwn(bytes: Uint8Array): Uint8Array {
  return bytes.length * 2 > bytes.buffer.byteLength ? bytes : new Uint8Array(bytes);
}

function newLines(bytes: Buffer, end: number): number {
  let count = 0;
  for (let at = bytes.indexOf(NEW_LINE); at >= 0 && at < end; at = bytes.indexOf(NEW_LINE, at + 1)) count++;
  return count;
}
