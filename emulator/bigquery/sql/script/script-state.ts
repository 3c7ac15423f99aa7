import type { TableReference } from '../../../../src/core/table-ref';
import type { Catalog, DatasetReference } from '../../catalog';
import type { AnalysisContext } from '../analysis/analysis-context';
import type { Names } from '../engine/find-table';
import type { StatementScope } from '../engine/statement-scope';
import type { CreateFunction } from '../syntax/statement';
import { systemVariableOf, type SystemState } from './system-variables';
import { createVariables, type Variables } from './variables';
import type { Transaction } from './transaction';

/** All that the statements of one query job or script share, and what they change. */
export interface ScriptState {
  readonly variables: Variables;
  readonly temporary: Map<string, TableReference>;
  readonly functions: Map<string, CreateFunction>;
  readonly system: SystemState;
  /** The text that the positions of its statements are in. */
  readonly text: string;
  /** The procedures that are being called, one within the other, the innermost last. */
  readonly calls: readonly string[];
  /** Held by all that share the state. */
  readonly current: { transaction?: Transaction };
  /** The catalog as the next statement sees it. */
  catalog(): Catalog;
  /** What the next statement sees. */
  scope(): StatementScope;
}

export interface ScriptStateOptions {
  readonly text: string;
  readonly catalog: Catalog;
  readonly location: string;
  readonly defaultDataset?: DatasetReference;
  readonly parameter: AnalysisContext['parameter'];
  readonly informationSchema: Names['informationSchema'];
  readonly system: SystemState;
  readonly sessionUser: string;
  readonly signal: AbortSignal;
}

export function createScriptState(options: ScriptStateOptions): ScriptState {
  const { location, defaultDataset, parameter, informationSchema, system, sessionUser, signal } = options;
  if (defaultDataset) Object.assign(system, { datasetId: defaultDataset.datasetId, datasetProjectId: defaultDataset.projectId });
  const state: ScriptState = {
    variables: createVariables(),
    temporary: new Map(),
    functions: new Map(),
    text: options.text,
    calls: [],
    current: {},
    system,
    catalog: () => state.current.transaction?.catalog ?? options.catalog,
    scope() {
      const { datasetId, datasetProjectId = system.projectId, timeZone } = system;
      const names: Names = {
        catalog: state.catalog(),
        projectId: system.projectId,
        location,
        ...(datasetId !== undefined && { defaultDataset: { projectId: datasetProjectId, datasetId } }),
        temporary: state.temporary,
        informationSchema,
      };
      return { names, functions: state.functions, parameter, variable: (name) => state.variables.find(name), systemVariable: systemVariableOf(system), timeZone, sessionUser, signal };
    },
  };
  return state;
}
