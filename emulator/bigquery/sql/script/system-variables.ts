import type { AnalysisContext } from '../analysis/analysis-context';
import { literalOf } from '../engine/literal';
import { type ScriptFrame, SqlError } from '../sql-error';
import { INT64, STRING, type SqlType } from '../types/sql-type';
import type { Value } from '../../data/row';
import { formatFrames, STACK_TRACE, stackTrace } from './frames';

/** What `@@name` stands for while a script runs: https://cloud.google.com/bigquery/docs/reference/system-variables */
export interface SystemState {
  readonly projectId: string;
  readonly jobId: string;
  readonly creationTime: string;
  datasetProjectId?: string;
  datasetId?: string;
  timeZone: string;
  queryLabel?: string;
  rowCount?: number;
  lastJobId?: string;
  childJobs: number;
  bytesProcessed: number;
  /** Inside of an exception handler. */
  error?: { readonly message: string; readonly statementText: string; readonly frames: readonly ScriptFrame[] };
}

type Reader = (state: SystemState) => { readonly type: SqlType; readonly value: Value };

const text = (read: (state: SystemState) => string | undefined): Reader => (state) => ({ type: STRING, value: read(state) ?? null });
const whole = (read: (state: SystemState) => number | undefined): Reader => (state) => {
  const number = read(state);
  return { type: INT64, value: number === undefined ? null : String(number) };
};

const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['project_id', text(({ projectId }) => projectId)],
  ['dataset_project_id', text(({ datasetProjectId, projectId }) => datasetProjectId ?? projectId)],
  ['dataset_id', text(({ datasetId }) => datasetId)],
  ['time_zone', text(({ timeZone }) => timeZone)],
  ['query_label', text(({ queryLabel }) => queryLabel)],
  ['row_count', whole(({ rowCount }) => rowCount)],
  ['last_job_id', text(({ lastJobId }) => lastJobId)],
  ['current_job_id', text(({ jobId }) => jobId)],
  ['script.job_id', text(({ jobId }) => jobId)],
  ['script.num_child_jobs', whole(({ childJobs }) => childJobs)],
  ['script.bytes_processed', whole(({ bytesProcessed }) => bytesProcessed)],
  ['script.creation_time', ({ creationTime }) => ({ type: { kind: 'TIMESTAMP' }, value: creationTime })],
  ['error.message', text(({ error }) => error?.message)],
  ['error.statement_text', text(({ error }) => error?.statementText)],
  ['error.formatted_stack_trace', text(({ error }) => error && formatFrames(error.frames))],
  ['error.stack_trace', ({ error }) => ({ type: STACK_TRACE, value: error ? stackTrace(error.frames) : null })],
]);

export function systemVariableOf(state: SystemState): AnalysisContext['systemVariable'] {
  return (path, at) => {
    const name = path.join('.');
    const read = READERS.get(name);
    if (!read) throw new SqlError(`Unrecognized name: @@${name}`, { at });
    const { type, value } = read(state);
    return { type, sql: literalOf(value, type) };
  };
}

/** SET @@name = value. @throws SqlError for one that cannot be set */
export function setSystemVariable(state: SystemState, path: readonly string[], value: string): void {
  switch (path.join('.')) {
    case 'time_zone':
      state.timeZone = value;
      return;
    case 'dataset_id':
      state.datasetId = value;
      return;
    case 'dataset_project_id':
      state.datasetProjectId = value;
      return;
    case 'query_label':
      state.queryLabel = value;
      return;
    default:
      throw new SqlError(`Cannot set system variable @@${path.join('.')}`);
  }
}
