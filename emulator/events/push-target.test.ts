import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createManualClock } from '../manual-clock';
import type { EventRequest } from './cloud-event';
import { createPushTarget } from './push-target';

const request = (body: string): EventRequest => ({ headers: {}, body });

function targetThatAnswers(answers: (number | Error)[]) {
  const clock = createManualClock(new Date(0));
  const seen: string[] = [];
  const said: string[] = [];
  const target = createPushTarget('http://sink/', {
    clock,
    say: (line) => said.push(line),
    async post(url, { body }) {
      await Promise.resolve();
      seen.push(`${clock.now().getTime()} ${url} ${body}`);
      const answer = answers.shift() ?? 204;
      if (answer instanceof Error) throw answer;
      return answer;
    },
  });
  return { clock, seen, said, target };
}

test('events arrive one after the other, in their order', async () => {
  const { target, seen } = targetThatAnswers([]);
  target.push(request('a'));
  target.push(request('b'));
  await target.idle();
  assert.deepEqual(seen, ['0 http://sink/ a', '0 http://sink/ b']);
});

test('what is refused or not answered comes again, later each time, and holds up no other', async () => {
  const { clock, target, seen } = targetThatAnswers([500, 200, new Error('refused'), 301, 200]);
  target.push(request('a'));
  target.push(request('b'));
  await target.idle();
  assert.equal(target.waiting(), 1);
  await clock.advance(60_000);
  assert.deepEqual(seen.map((line) => line.replace('http://sink/ ', '')), ['0 a', '0 b', '1000 a', '3000 a', '7000 a']);
  assert.equal(target.waiting(), 0);
});

test('after some tries it is given up, and that is said', async () => {
  const { clock, target, said, seen } = targetThatAnswers(Array<number>(9).fill(503));
  target.push(request('a'));
  await target.idle();
  await clock.advance(600_000);
  assert.equal(seen.length, 6);
  assert.deepEqual(said, ['push to http://sink/ given up after 6 tries: HTTP 503']);
});
