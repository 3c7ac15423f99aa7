import { DispatchError } from '../../core/errors';
import type { IgnoredEvent, JobEvent } from '../../core/job-event';
import { eventsOf } from './chunk-events';
import { readChunks, type EventChunk } from './event-chunks';

/** The bytes of a file, or of standard input where that is `-`. */
export type OpenInput = (file: string) => AsyncIterable<Uint8Array>;

/** Rejects with EVENT_INVALID for the first that cannot be read, USAGE where there is no such file. */
export async function* readEvents(file: string, openInput: OpenInput): AsyncIterable<JobEvent | IgnoredEvent> {
  for await (const chunk of readEventChunks([file], openInput)) {
    for (const item of eventsOf(chunk)) {
      if ('fault' in item) throw item.fault;
      yield item.event;
    }
  }
}

/** The chunks of several files, one after the other. Rejects with USAGE where there is no such file. */
export async function* readEventChunks(files: readonly string[], openInput: OpenInput): AsyncIterable<EventChunk> {
  for (const file of files) {
    try {
      yield* readChunks(openInput(file), file);
    } catch (cause) {
      if (cause instanceof DispatchError) throw cause;
      throw new DispatchError('USAGE', `the events in ${file} cannot be read: ${(cause as Error).message}`, { hint: 'Name a file of recorded events, or - for standard input.', cause });
    }
  }
}
