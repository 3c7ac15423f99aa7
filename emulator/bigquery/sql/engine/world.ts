import type { Clock } from '../../../../src/core/ports/clock';
import type { ObjectStore } from '../../../../src/core/ports/object-store';
import type { Catalog } from '../../catalog';
import type { ScriptState } from '../script/script-state';
import type { Runner } from './runner';

/** What statements work on and with. */
export interface World {
  readonly catalog: Catalog;
  readonly objects: ObjectStore;
  readonly clock: Clock;
  readonly location: string;
  /** The size from which on an export begins a new file. */
  readonly shardBytes: number;
  readonly runner: Runner;
  /** What lives as long as the script: temporary tables and functions. */
  readonly state: ScriptState;
}
