import { DispatchError } from '../../core/errors';
import { createDocumentCutter } from './event-documents';

/** The pieces of a file as they are read. */
export type Pieces = AsyncIterator<Uint8Array, undefined>;

/** `lines` hold an event each; `documents` are JSON over any number of lines, one after the other or in a list. */
export type EventForm = 'lines' | 'documents';

export const NEW_LINE = 10;
const MAX_LINE_BYTES = 256 * 1024 * 1024;
/** What is looked at to find out whether a broken first line begins a document. */
const MAX_DOCUMENT_BYTES = 64 * 1024 * 1024;
const LETTER = /[^ \t\r\n]/;

/**
 * Reads as much of a file as it takes to tell its form: a text that begins with a list, or with an object over several lines,
 * holds documents.
 * @throws DispatchError USAGE for what is no text in UTF-8, EVENT_INVALID for an endless line
 */
export async function readHead(input: Pieces, file: string): Promise<{ head: Buffer; form: EventForm }> {
  let head: Buffer = Buffer.alloc(0);
  const read = async (): Promise<boolean> => {
    const { done, value } = await input.next();
    if (done !== true) head = withoutMark(Buffer.concat([head, value]));
    return done !== true;
  };
  while (!LETTER.test(head.toString('latin1')) || head.length < 3) if (!(await read())) return { head, form: 'lines' };
  refuseForeign(head, file);
  const begin = head.toString('latin1').search(LETTER);
  if (head[begin] !== 0x7b) return { head, form: head[begin] === 0x5b ? 'documents' : 'lines' };
  while (!head.includes(NEW_LINE, begin)) {
    refuseEndless(head.length, `${file}:1`);
    if (!(await read())) return { head, form: 'lines' };
  }
  const line = head.subarray(begin, head.indexOf(NEW_LINE, begin));
  if (isJson(line)) return { head, form: 'lines' };
  const cutter = createDocumentCutter();
  let looked = 0;
  for (;;) {
    const [first] = cutter.push(head.subarray(looked));
    looked = head.length;
    if (first) return { head, form: first.length > line.length && isJson(first) ? 'documents' : 'lines' };
    if (looked > MAX_DOCUMENT_BYTES || !(await read())) return { head, form: 'lines' };
  }
}

/** @throws DispatchError EVENT_INVALID for an event that is larger than anything BigQuery writes */
export function refuseEndless(size: number, place: string): void {
  if (size > MAX_LINE_BYTES) throw new DispatchError('EVENT_INVALID', `${place}: an event of more than ${MAX_LINE_BYTES} bytes`, { hint: 'Write one job event a line, as bq-dispatch record does.' });
}

/** What is easily taken for a recording. */
function refuseForeign(head: Buffer, file: string): void {
  if (head[0] === 0x1f && head[1] === 0x8b) throw new DispatchError('USAGE', `${file} is compressed`, { hint: `Unpack it first: gunzip --stdout FILE | bq-dispatch … -` });
  if ((head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)) throw new DispatchError('USAGE', `${file} is a text in UTF-16, expected UTF-8`, { hint: 'Convert it first: iconv --from-code UTF-16 --to-code UTF-8 FILE | bq-dispatch … -' });
}

function withoutMark(bytes: Buffer): Buffer {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}

function isJson(bytes: Uint8Array): boolean {
  try {
    JSON.parse(new TextDecoder().decode(bytes));
    return true;
  } catch {
    return false;
  }
}
