import { describeActionsTwice } from '../../src/core/actions-twice.contract';
import { describeBigQuery } from '../../src/core/ports/bigquery.contract';
import { createManualClock } from '../manual-clock';
import { createSentOutgoing } from '../outbox/outbox-test-bed';
import { createObjectStore } from '../storage/object-store';
import { createStorageState } from '../storage/storage-state';
import { createBigQuery } from './bigquery';
import { createBigQueryState } from './bigquery-state';
import { createQueryPlanner } from './query-planner';

for (const location of [undefined, 'US']) {
  describeBigQuery(`emulated BigQuery, in process, dataset ${location ?? 'anywhere'}`, () => {
    const clock = createManualClock(new Date('2024-03-01T08:00:00Z'));
    const storage = createStorageState({ clock });
    storage.createBucket('contract');
    const objects = createObjectStore(storage);
    const runningMs = 1000;
    const state = createBigQueryState({ clock, objects, pendingMs: 100, runningMs, ...createQueryPlanner({ clock, onUnsupported: () => undefined }) });
    state.createDataset({ projectId: 'demo', datasetId: 'contract', location });
    // What has run for its time by the clock still has its SQL to run.
    const isBusy = (): boolean => [...state.jobs('demo')].some(({ status, statistics }) => status?.state === 'RUNNING' && clock.now().getTime() >= Number(statistics?.startTime) + runningMs);
    const place = { projectId: 'demo', datasetId: 'contract', bucket: 'contract' };
    return Promise.resolve({ bigquery: createBigQuery(state), objects, ...place, settle: (promise) => clock.settle(promise, isBusy) });
  });
}

describeActionsTwice('emulated services, in process', () => {
  const clock = createManualClock(new Date('2024-03-01T08:00:00Z'));
  const storage = createStorageState({ clock });
  storage.createBucket('contract');
  const objects = createObjectStore(storage);
  const state = createBigQueryState({ clock, objects, ...createQueryPlanner({ clock, onUnsupported: () => undefined }) });
  state.createDataset({ projectId: 'demo', datasetId: 'contract', location: 'US' });
  const isBusy = (): boolean => [...state.jobs('demo')].some(({ status }) => status?.state !== 'DONE');
  const place = { projectId: 'demo', datasetId: 'contract', bucket: 'contract' };
  return Promise.resolve({ bigquery: createBigQuery(state), objects, ...createSentOutgoing(clock), clock, ...place, settle: (promise) => clock.settle(promise, isBusy) });
});
