import type { Clock } from '../../src/core/ports/clock';
import type { ControlClock } from '../control-clock';
import type { DispatchLog } from '../events/dispatch-log';
import type { PushTargets } from '../events/push-targets';
import type { Emulator } from '../emulator';
import type { Faults } from './faults';

/** What stands behind `/_emulator`. What is missing is refused there. */
export interface ControlContext {
  readonly emulator: Emulator;
  readonly faults: Faults;
  /** The time outside, for time limits. */
  readonly wall: Clock;
  /** The time inside, where it can be moved. */
  readonly controlClock?: ControlClock;
  readonly dispatches?: DispatchLog;
  readonly pushes?: PushTargets;
  readonly version: string;
  /** Goes back to the workspace. @param options.replay whether its recorded events are dispatched again */
  readonly reset?: (options: { replay: boolean }) => Promise<void>;
  /** Writes the export that was asked for at the start; `folder` is where. */
  readonly export?: { readonly folder: string; readonly write: () => void };
}
