import { DispatchError } from '../../core/errors';
import { createDocumentCutter } from './event-documents';
import { NEW_LINE, readHead, refuseEndless, type Pieces } from './event-form';

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
const LINE_END = Buffer.from('\n');

/**
 * Cuts recorded events into chunks: one event a line, or JSON over any number of lines, one event after the other as
 * `bq show --format=prettyjson` prints them, or in a list.
 * @param file its name, for messages
 */
export async function* readChunks(bytes: AsyncIterable<Uint8Array>, file: string): AsyncIterable<EventChunk> {
  const input: Pieces = bytes[Symbol.asyncIterator]() as Pieces;
  const { head, form } = await readHead(input, file);
  yield* form === 'lines' ? cut(head, input, file) : cutDocuments(head, input, file);
}

async function* cutDocuments(head: Buffer, input: Pieces, file: string): AsyncIterable<EventChunk> {
  const cutter = createDocumentCutter();
  let values: Uint8Array[] = [];
  let [size, first] = [0, 1];
  const chunk = (): EventChunk => {
    const made = { file, bytes: onItsOwn(Buffer.concat(values.flatMap((value) => [value, LINE_END]))), first, byLine: false };
    first += values.length;
    [values, size] = [[], 0];
    return made;
  };
  for (let piece: Uint8Array | undefined = head; piece; piece = (await input.next()).value) {
    for (const value of cutter.push(piece)) {
      values.push(value);
      size += value.length;
      if (size >= CHUNK_BYTES) yield chunk();
    }
    refuseEndless(cutter.held, `${file}[${first + values.length - 1}]`);
  }
  const rest = cutter.rest();
  if (rest) values.push(rest);
  if (values.length > 0) yield chunk();
  if (cutter.isOpen) throw new DispatchError('EVENT_INVALID', `${file}: the list of events is not closed`, { hint: 'The end of the file is missing. Record it again.' });
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
      if (!hasLine) refuseEndless(size, `${file}:${first}`);
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
