import type { JobReference } from '../../../src/core/job';
import type { JobResource, TableSchema } from '../../../src/core/job-resource';
import type { NewJob } from '../../../src/core/ports/bigquery';
import type { Clock } from '../../../src/core/ports/clock';
import type { TableReference } from '../../../src/core/table-ref';
import { ANONYMOUS_TABLE_MS, anonymousTable } from '../anonymous-table';
import type { FileTable } from '../data/file-table';
import { columnsToFill, withFurtherColumns } from '../default-columns';
import type { DryRun, JobContext, QueryPlanner } from '../job-context';
import { JobError } from '../job-error';
import { USER_EMAIL } from '../job-resource';
import type { JobSuccess } from '../job-work';
import { splitDecorator } from '../partition-id';
import type { QueryConfiguration } from '../query-configuration';
import { writeResult } from '../write-result';
import { childJob } from './child-job';
import { defaultRows } from './default-rows';
import { openDuckdb } from './engine/duckdb';
import { bytesOf, executeStatement, isDml } from './engine/execute';
import type { StatementOutcome } from './engine/statement-outcome';
import { fieldOfColumn } from './engine/field-type';
import { formatMicros } from './engine/epoch';
import { bindParameters } from './engine/parameters';
import { createRunner, type QueryResult, type Runner } from './engine/runner';
import { isScript, statementType } from './engine/statement-type';
import { createTableStore } from './engine/table-store';
import type { World } from './engine/world';
import { readInformationSchema } from './information-schema/read-information-schema';
import { statisticsOf } from './query-statistics';
import { runScript } from './script/interpreter';
import { createScriptState, type ScriptState } from './script/script-state';
import { SqlError } from './sql-error';
import { sqlJobError } from './sql-job-error';
import { parseScript } from './syntax/parse';
import type { Statement } from './syntax/statement';

/** One query job to be checked or run. */
export interface SqlRun {
  readonly job: NewJob;
  readonly configuration: QueryConfiguration;
  readonly context: JobContext;
  readonly signal: AbortSignal;
}

/** Runs the SQL of query jobs. All throw SqlError and JobError. */
export interface SqlService {
  /** Finds what makes SQL invalid before it runs. Tables that are missing are no such thing. */
  check(run: SqlRun): Promise<void>;
  run(run: SqlRun): Promise<JobSuccess>;
  dryRun(run: SqlRun): Promise<DryRun>;
  /** The defaults of columns for so many rows. */
  defaultRows: Required<QueryPlanner>['defaultRows'];
  close(): void;
}

export async function openSql(clock: Clock): Promise<SqlService> {
  const duckdb = await openDuckdb();
  const runner = createRunner({ duckdb, store: createTableStore(duckdb), clock });
  return {
    check: (run) => check(run, runner),
    run: (run) => runJob(run, runner),
    dryRun: (run) => dryRun(run, runner),
    defaultRows: (columns, count, { catalog, location }) => defaultRows(columns, count, { catalog, location, runner }),
    close: () => duckdb.close(),
  };
}

async function check(run: SqlRun, runner: Runner): Promise<void> {
  const { statements } = parseScript(run.configuration.query);
  const [statement] = statements;
  if (statements.length > 1 || !statement) return;
  try {
    await analyse(statement, stateOf(run), runner);
  } catch (error) {
    if (error instanceof SqlError && error.reason === 'invalidQuery') throw error;
  }
}

async function dryRun(run: SqlRun, runner: Runner): Promise<DryRun> {
  const { statements } = parseScript(run.configuration.query);
  const [statement] = statements;
  const { catalog } = run.context;
  if (statements.length > 1 || !statement || isScript(statement)) {
    return { statistics: statisticsOf({ statementType: 'SCRIPT', references: [], statistics: {} }, catalog) };
  }
  const { references, schema } = await analyse(statement, stateOf(run), runner);
  const statistics = statisticsOf({ statementType: statementType(statement), references, statistics: schema ? { schema } : {} }, catalog);
  return { statistics, ...(schema && { schema }) };
}

/** What can be told of a statement without running it. @throws SqlError */
async function analyse(statement: Statement, state: ScriptState, runner: Runner): Promise<{ references: readonly TableReference[]; schema?: TableSchema }> {
  if (isDml(statement)) {
    const { target, references } = await runner.analyseDml(statement, state.scope());
    return { references, schema: target.resource.schema };
  }
  if (statement.kind === 'query') {
    const { columns, references } = await runner.analyse(statement.query, state.scope());
    return { references, schema: { fields: columns.map(fieldOfColumn) } };
  }
  if (statement.kind === 'create-table' && statement.query) return { references: (await runner.analyse(statement.query, state.scope())).references };
  return { references: [] };
}

async function runJob(run: SqlRun, runner: Runner): Promise<JobSuccess> {
  const { configuration, context } = run;
  const { statements } = parseScript(configuration.query);
  const [statement] = statements;
  const state = stateOf(run);
  if (statement && statements.length === 1 && !isScript(statement)) {
    const outcome = await execute(statement, state, { run, runner });
    checkBytes(outcome, configuration, context);
    const destinationTable = outcome.result ? await deliver(outcome.result, run) : outcome.target;
    return {
      statistics: statisticsOf(withSchema(outcome), context.catalog),
      ...(destinationTable && { configuration: { query: { destinationTable, ...dispositionsOf(configuration) } } }),
    };
  }
  if (configuration.destinationTable) throw new JobError({ reason: 'invalidQuery', location: 'query', message: 'configuration.query.destinationTable cannot be set for scripts' });
  try {
    await runScript(statements, {
      state,
      runner,
      run: (child, inner) => runChild(child, inner, { run, runner }),
    });
  } catch (thrown) {
    const { result, errors } = sqlJobError(thrown);
    throw new JobError(result, errors.slice(1), scriptStatistics(state));
  }
  return { statistics: scriptStatistics(state) };
}

function scriptStatistics({ system: { childJobs, bytesProcessed } }: ScriptState): JobSuccess['statistics'] {
  return {
    numChildJobs: String(childJobs),
    totalBytesProcessed: String(bytesProcessed),
    query: { statementType: 'SCRIPT', totalBytesProcessed: String(bytesProcessed), totalBytesBilled: '0', cacheHit: false },
  };
}

/** How a statement is written to its table, as its job tells afterwards. */
function dispositionsOf({ destinationTable, createDisposition, writeDisposition }: QueryConfiguration): Pick<QueryConfiguration, 'createDisposition' | 'writeDisposition'> {
  return { createDisposition, writeDisposition: destinationTable ? writeDisposition : 'WRITE_TRUNCATE' };
}

interface Around {
  readonly run: SqlRun;
  readonly runner: Runner;
}

function execute(statement: Statement, state: ScriptState, { run, runner }: Around): Promise<StatementOutcome> {
  const { objects, clock, location, shardBytes } = run.context;
  const world: World = { catalog: state.catalog(), objects, clock, location, shardBytes, runner, state };
  return executeStatement(statement, state.scope(), world);
}

/** Runs a statement of a script and records its job, whether it succeeds or not. */
async function runChild(statement: Statement, state: ScriptState, around: Around): Promise<StatementOutcome> {
  const { run } = around;
  const { clock, jobs, catalog } = run.context;
  const { system } = state;
  const number = system.childJobs;
  const startTime = clock.now();
  const text = state.text.slice(statement.at.offset, statement.end);
  const record = (more: Pick<JobResource, 'status'> & { statistics: Record<string, unknown>; destinationTable?: TableReference }): void => {
    const child = childJob({ parent: run.job.jobReference, number, statement, text, startTime, endTime: clock.now(), ...more, status: more.status ?? {} });
    system.lastJobId = child.jobReference.jobId;
    system.childJobs = number + 1;
    jobs.recordChild(child);
  };
  try {
    const outcome = await execute(statement, state, around);
    const statistics = statisticsOf(withSchema(outcome), catalog);
    system.bytesProcessed += Number(statistics.totalBytesProcessed);
    system.rowCount = outcome.affectedRows ?? outcome.result?.rows.length;
    const reference: JobReference = { ...run.job.jobReference, jobId: `${run.job.jobReference.jobId}#${number}` };
    const destinationTable = outcome.result ? keepAnonymously(outcome.result, reference, run.context) : outcome.target;
    record({ statistics, ...(destinationTable && { destinationTable }) });
    return outcome;
  } catch (error) {
    const { result, errors } = sqlJobError(error);
    record({ status: { errorResult: result, errors }, statistics: { query: { statementType: statementType(statement) } } });
    if (error instanceof SqlError) error.statementText ??= text;
    throw error;
  }
}

function withSchema(outcome: StatementOutcome): StatementOutcome {
  if (!outcome.result) return outcome;
  return { ...outcome, statistics: { ...outcome.statistics, schema: schemaOf(outcome.result) } };
}

function schemaOf({ columns }: QueryResult): TableSchema {
  return { fields: columns.map(fieldOfColumn) };
}

/** Puts the rows of a query where the job wants them. */
async function deliver(result: QueryResult, { job, configuration, context }: SqlRun): Promise<TableReference> {
  const { destinationTable, createDisposition, writeDisposition, timePartitioning, rangePartitioning, clustering, schemaUpdateOptions } = configuration;
  if (!destinationTable) return keepAnonymously(result, job.jobReference, context);
  writeResult({ destinationTable, createDisposition, writeDisposition, timePartitioning, rangePartitioning, clustering, schemaUpdateOptions }, await withDefaults({ schema: schemaOf(result), rows: result.rows }, configuration, context), context);
  return destinationTable;
}

/** Rows that are added to a table have its defaults in the columns that they lack. A table that is replaced whole has none. */
async function withDefaults(result: FileTable, { destinationTable, writeDisposition }: QueryConfiguration, context: JobContext): Promise<FileTable> {
  const standing = destinationTable && context.catalog.findTable(destinationTable)?.resource.schema;
  if (!standing || (writeDisposition === 'WRITE_TRUNCATE' && splitDecorator(destinationTable).partition === undefined)) return result;
  const columns = columnsToFill(standing, result.schema);
  return columns.length === 0 ? result : withFurtherColumns(result, columns, await context.defaultRows(columns, result.rows.length));
}

function keepAnonymously(result: QueryResult, reference: JobReference, context: JobContext): TableReference {
  const destinationTable = anonymousTable(reference, context.catalog);
  const expirationTime = String(context.clock.now().getTime() + ANONYMOUS_TABLE_MS);
  const destination = { destinationTable, createDisposition: 'CREATE_IF_NEEDED', writeDisposition: 'WRITE_TRUNCATE', expirationTime };
  writeResult(destination, { schema: schemaOf(result), rows: result.rows }, context);
  return destinationTable;
}

function checkBytes({ references }: StatementOutcome, { maximumBytesBilled }: QueryConfiguration, { catalog }: JobContext): void {
  const bytes = bytesOf(references, { catalog });
  if (maximumBytesBilled === undefined || bytes <= maximumBytesBilled) return;
  const message = `Query exceeded limit for bytes billed: ${maximumBytesBilled}. ${bytes} or higher required.`;
  throw new JobError({ reason: 'bytesBilledLimitExceeded', message });
}

function stateOf({ job, configuration, context, signal }: SqlRun): ScriptState {
  const { projectId, jobId, location } = job.jobReference;
  const { defaultDataset, queryParameters, connectionProperties } = configuration;
  const property = (key: string): string | undefined => connectionProperties.find((given) => given.key === key)?.value;
  const now = BigInt(context.clock.now().getTime()) * 1000n;
  return createScriptState({
    text: configuration.query,
    catalog: context.catalog,
    location,
    ...(defaultDataset && { defaultDataset: { projectId: defaultDataset.projectId ?? projectId, datasetId: defaultDataset.datasetId } }),
    parameter: bindParameters(queryParameters),
    informationSchema: (scope) => readInformationSchema(scope, { catalog: context.catalog, jobs: context.jobs, clock: context.clock, location }),
    system: { projectId, jobId, creationTime: `${formatMicros(now, ' ')} UTC`, timeZone: property('time_zone') ?? 'UTC', queryLabel: property('query_label'), childJobs: 0, bytesProcessed: 0 },
    sessionUser: USER_EMAIL,
    signal,
  });
}
