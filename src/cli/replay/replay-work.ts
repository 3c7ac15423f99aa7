import { reportError } from '../../core/errors';
import { jobTypeOf } from '../../core/job';
import { createPreview } from '../../core/preview';
import { answerTo, type DispatchResponse } from '../../core/response';
import { eventsOf, type ReadEvent } from '../events/chunk-events';
import type { ChunkWork } from '../events/chunk-pool';
import type { RuleBook } from './rule-book';
import { createTotals, type Counts } from './totals';

/** What a chunk of events came to. */
export interface ReplayResult {
  /** With `json` one response a line. */
  readonly text: Uint8Array;
  readonly counts: Counts;
}

/** Previews each event of a chunk. */
export function createReplayWork({ config, objects }: RuleBook, { json, now }: { json: boolean; now: Date }): ChunkWork<ReplayResult> {
  const preview = createPreview({ config, objects, now, outcomesAlone: !json });
  return async (chunk) => {
    const totals = createTotals();
    let text = '';
    for (const item of eventsOf(chunk)) {
      const previewed = 'fault' in item ? { response: unreadable(item, now) } : preview.of(item.event);
      const { response } = previewed instanceof Promise ? await previewed : previewed;
      totals.count(response, typeOf(item));
      if (json) text += `${JSON.stringify(response)}\n`;
    }
    return { text: new TextEncoder().encode(text), counts: totals.counts() };
  };
}

/** What stands for an event that cannot be read among the responses. */
export function unreadable({ fault, place }: Extract<ReadEvent, { fault: unknown }>, now: Date): DispatchResponse {
  return answerTo({ eventId: place, ignored: '' }, { Status: 'error', Error: reportError(fault) }, now);
}

/** The type of an event's job, as far as it is known. */
export function typeOf(item: ReadEvent): string {
  return 'event' in item && 'job' in item.event && item.event.job ? jobTypeOf(item.event.job.configuration) : '';
}
