import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { findAction } from '../../src/core/actions';
import type { ActionOutcome } from '../../src/core/job-state';
import { createPreview } from '../../src/core/preview';
import { readRecordedEvents } from './recorded-events';
import { TestEmulator } from './test-emulator';

const fixtures = path.join(__dirname, '../../fixtures');

/** A record has what an action itself expands as the rule has it. */
function told({ Action, Position, Request }: ActionOutcome): unknown {
  const itself = findAction(Action)?.selfExpanded;
  return [Action, Position, Object.entries(Request as object).filter(([field]) => !itself?.has(field))];
}

for (const workspace of ['demo', 'starter']) {
  for (const file of readdirSync(path.join(fixtures, workspace, 'events'))) {
    test(`a preview of ${workspace}/events/${file} says what a dispatch then does`, async () => {
      const root = path.join(fixtures, workspace);
      for (const event of readRecordedEvents(path.join(root, 'events', file))) {
        const emulator = new TestEmulator();
        await emulator.loadWorkspace(root);
        const { response: plan } = await createPreview({ config: emulator.requireConfig(), objects: emulator.services.objects, now: new Date(0) }).of(event);
        await emulator.deliver(event);
        const done = emulator.response;
        assert.deepEqual(
          [plan.Status, plan.Matched, plan.MatchedBy, plan.MatchedURL, plan.Route, plan.JobRef, plan.JobError, plan.Error],
          [done.Status, done.Matched, done.MatchedBy, done.MatchedURL, done.Route, done.JobRef, done.JobError, done.Error],
        );
        const own = done.Actions.filter(({ Position }) => !Position.includes('.'));
        assert.deepEqual(plan.Actions.map(told), own.map(told));
        emulator.close();
      }
    });
  }
}
