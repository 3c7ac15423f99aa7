import { DispatchError } from '../../core/errors';
import type { IgnoredEvent, JobEvent } from '../../core/job-event';
import { eventsOf } from './chunk-events';
import { readChunks, type EventChunk } from './event-chunks';

/** A file of recorded events, or standard input. */
export interface Input {
  readonly file: string;
  readonly bytes: AsyncIterable<Uint8Array>;
}

/** Opens a file, each of a folder's `.json`, `.ndjson` and `.jsonl` files in the order of their names, or standard input where the name is `-`. */
export type OpenInput = (name: string) => Iterable<Input>;

/** Rejects with EVENT_INVALID for the first that cannot be read, USAGE where there is no such file. */
export async function* readEvents(name: string, openInput: OpenInput): AsyncIterable<JobEvent | IgnoredEvent> {
  for await (const chunk of readEventChunks([name], openInput)) {
    for (const item of eventsOf(chunk)) {
      if ('fault' in item) throw item.fault;
      yield item.event;
    }
  }
}

/** The chunks of several files, one after the other. Rejects with USAGE where there is no such file. */
export async function* readEventChunks(names: readonly string[], openInput: OpenInput): AsyncIterable<EventChunk> {
  for (const name of names) {
    try {
      for (const { file, bytes } of openInput(name)) yield* readChunks(bytes, file);
    } catch (cause) {
      if (cause instanceof DispatchError) throw cause;
      throw new DispatchError('USAGE', `the events in ${name} cannot be read: ${(cause as Error).message}`, { hint: 'Name a file or folder of recorded events, or - for standard input.', cause });
    }
  }
}
