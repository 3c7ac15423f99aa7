import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { DispatchError } from '../core/errors';
import type { IgnoredEvent, JobEvent } from '../core/job-event';
import { decodeEvent } from '../events/decode-event';

/**
 * Recorded events: a file with one a line, or a `.json` file with one or a list; `-` is standard input.
 * Rejects with EVENT_INVALID and the line of one that cannot be read, USAGE where there is no such file.
 */
export async function* readEvents(file: string, stdin: Readable): AsyncIterable<JobEvent | IgnoredEvent> {
  const input = file === '-' ? stdin : createReadStream(file);
  try {
    if (/\.json$/i.test(file)) yield* readWhole(input, file);
    else yield* readLines(input, file);
  } catch (cause) {
    if (cause instanceof DispatchError) throw cause;
    throw new DispatchError('USAGE', `the events in ${file} cannot be read: ${(cause as Error).message}`, { cause });
  }
}

async function* readLines(input: Readable, file: string): AsyncIterable<JobEvent | IgnoredEvent> {
  let line = 0;
  for await (const text of createInterface({ input, crlfDelay: Infinity })) {
    line++;
    if (text.trim() !== '') yield decodeAt(() => JSON.parse(text) as unknown, `${file}:${line}`);
  }
}

async function* readWhole(input: Readable, file: string): AsyncIterable<JobEvent | IgnoredEvent> {
  const chunks: Buffer[] = [];
  for await (const chunk of input) chunks.push(Buffer.from(chunk as Uint8Array));
  const value: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'));
  for (const [index, message] of (Array.isArray(value) ? value : [value]).entries()) yield decodeAt(() => message as unknown, `${file}[${index}]`);
}

function decodeAt(message: () => unknown, place: string): JobEvent | IgnoredEvent {
  try {
    return decodeEvent(message());
  } catch (cause) {
    throw new DispatchError('EVENT_INVALID', `${place}: ${(cause as Error).message}`, { cause });
  }
}
