import { describeObjectStore } from '../../src/core/ports/object-store.contract';
import { createManualClock } from '../manual-clock';
import { createObjectStore } from './object-store';
import { createStorageState } from './storage-state';

describeObjectStore('emulated Cloud Storage, in process', () => {
  const state = createStorageState({ clock: createManualClock(new Date('2024-03-01T08:00:00Z')) });
  state.createBucket('contract');
  return Promise.resolve({ store: createObjectStore(state), bucket: 'contract' });
});
