import { isAscii } from 'node:buffer';
import { DispatchError, toDispatchError } from '../../core/errors';
import type { IgnoredEvent, JobEvent } from '../../core/job-event';
import { decodeLine } from '../../events/decode-line';
import type { EventChunk } from './event-chunks';

/** An event of a chunk, or why a line is none; `place` is for people, `file:line` or `file[item]`. */
export type ReadEvent = { readonly event: JobEvent | IgnoredEvent } | { readonly fault: DispatchError; readonly place: string };

const NEW_LINE = 10;
const BLANK = /^\s*$/;

/** The events of a chunk in their order. What cannot be read does not keep the rest from it. */
export function* eventsOf({ file, bytes, first, byLine }: EventChunk): Iterable<ReadEvent> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  // Twice as fast, and the same for what is ASCII.
  const encoding = isAscii(buffer) ? 'latin1' : 'utf8';
  let number = first;
  for (let at = 0; at < buffer.length; number++) {
    const found = buffer.indexOf(NEW_LINE, at);
    const end = found < 0 ? buffer.length : found;
    const line = buffer.toString(encoding, at, end);
    at = end + 1;
    if (BLANK.test(line)) continue;
    try {
      yield { event: decodeLine(line) };
    } catch (thrown) {
      const place = byLine ? `${file}:${number}` : `${file}[${number - 1}]`;
      const { code, message, hint } = toDispatchError(thrown);
      yield { fault: new DispatchError(code, `${place}: ${message}`, { hint, cause: thrown }), place };
    }
  }
}
