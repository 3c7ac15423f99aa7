import type { AnalysisContext } from '../analysis/analysis-context';
import type { CreateFunction } from '../syntax/statement';
import type { Names } from './find-table';

/** What the statements of a query job or script share. */
export interface StatementScope {
  readonly names: Names;
  /** Temporary functions, by their names in lower case. */
  readonly functions: Map<string, CreateFunction>;
  readonly parameter: AnalysisContext['parameter'];
  readonly variable: AnalysisContext['variable'];
  readonly systemVariable: AnalysisContext['systemVariable'];
  readonly timeZone: string;
  readonly sessionUser: string;
  /** Stops what runs. */
  readonly signal: AbortSignal;
}
