import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JobEvent } from '../../src/core/job-event';
import type { DispatchResponse } from '../../src/core/response';
import { createManualClock } from '../manual-clock';
import { createEventQueue } from './event-queue';

const event = (jobId: string): JobEvent => ({ eventId: jobId, projectId: 'shop', jobId });

function queueThatAnswers(statuses: DispatchResponse['Status'][]) {
  const clock = createManualClock(new Date(0));
  const seen: string[] = [];
  const queue = createEventQueue({
    clock,
    onResponse: ({ Status }, { jobId }) => seen.push(`${clock.now().getTime() / 1000}s ${jobId} ${Status}`),
    async dispatch({ eventId }) {
      await Promise.resolve();
      return { Status: statuses.shift() ?? 'ok', EventID: eventId, Matched: true, Actions: [], Started: '', TimeTakenMs: 0 };
    },
  });
  return { clock, queue, seen };
}

test('events are handled one after the other, in their order', async () => {
  const { queue, seen } = queueThatAnswers([]);
  queue.post(event('a'));
  queue.post(event('b'));
  await queue.idle();
  assert.deepEqual(seen, ['0s a ok', '0s b ok']);
});

test('what is given back is delivered again, later each time', async () => {
  const { clock, queue, seen } = queueThatAnswers(['retry', 'retry', 'ok']);
  queue.post(event('a'));
  await queue.idle();
  assert.equal(queue.waiting(), 1);
  await clock.advance(60_000);
  assert.deepEqual(seen, ['0s a retry', '10s a retry', '30s a ok']);
  assert.equal(queue.waiting(), 0);
});

test('a closed queue delivers nothing again', async () => {
  const { clock, queue, seen } = queueThatAnswers(['retry']);
  queue.post(event('a'));
  await queue.idle();
  queue.close();
  await clock.advance(60_000);
  assert.equal(seen.length, 1);
});
