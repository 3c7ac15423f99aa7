import type { Clock } from '../../../src/core/ports/clock';
import type { StorageState } from '../storage-state';

/** What the routes of Cloud Storage work with. */
export interface StorageHttpContext {
  readonly storage: StorageState;
  readonly clock: Clock;
  /** A text that nobody can guess and that was never given before. */
  readonly newId: () => string;
}
