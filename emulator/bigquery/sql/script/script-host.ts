import type { Runner } from '../engine/runner';
import type { StatementOutcome } from '../engine/statement-outcome';
import type { Statement } from '../syntax/statement';
import type { ScriptState } from './script-state';

/** What runs the statements of a script that are jobs of their own. */
export interface ScriptHost {
  readonly state: ScriptState;
  readonly runner: Runner;
  /** Runs one statement as a child job. */
  run(statement: Statement, state: ScriptState): Promise<StatementOutcome>;
}
