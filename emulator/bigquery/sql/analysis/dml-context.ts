import type { Expression } from '../syntax/tree';
import type { AnalysisContext } from './analysis-context';

/** What the analysis of DML knows besides. */
export interface DmlContext extends AnalysisContext {
  /** Defaults and REQUIRED of the target's columns, by position; the default as analysed SQL. */
  readonly targetColumns: readonly { readonly default?: Expression; readonly required: boolean }[];
}
