import type { NewJob } from '../../src/core/ports/bigquery';
import type { Clock } from '../../src/core/ports/clock';
import type { JobContext, QueryPlanner } from './job-context';
import { parseQueryConfiguration } from './query-configuration';
import { SqlError } from './sql/sql-error';
import { sqlJobError } from './sql/sql-job-error';
import type { SqlService } from './sql/sql-service';

/** Runs queries; nothing heavy is loaded before the first one. */
export interface SqlPlanner extends Required<QueryPlanner> {
  close(): Promise<void>;
}

/** @param options.onUnsupported hears of each construct that was asked for in vain */
export function createQueryPlanner({ clock, onUnsupported }: { clock: Clock; onUnsupported?: (construct: string) => void }): SqlPlanner {
  let opened: Promise<SqlService> | undefined;
  const open = (): Promise<SqlService> => (opened ??= import('./sql/sql-service').then(({ openSql }) => openSql(clock)));

  async function inJobTerms<T>(work: (sql: SqlService) => Promise<T>): Promise<T> {
    try {
      return await work(await open());
    } catch (error) {
      if (error instanceof SqlError && error.unsupported) onUnsupported?.(error.message);
      throw sqlJobError(error);
    }
  }

  const runOf = (job: NewJob, context: JobContext) => ({ job, context, configuration: parseQueryConfiguration(job.configuration.query) });

  return {
    planQuery(job, context) {
      const run = runOf(job, context);
      return {
        jobType: 'QUERY',
        configuration: { query: { priority: run.configuration.priority ?? 'INTERACTIVE', useLegacySql: false } },
        check: ({ signal }) => inJobTerms((sql) => sql.check({ ...run, signal })),
        async prepare({ signal }) {
          const success = await inJobTerms((sql) => sql.run({ ...run, signal }));
          return () => success;
        },
      };
    },
    async dryRunQuery(job, context) {
      const run = runOf(job, context);
      return inJobTerms((sql) => sql.dryRun({ ...run, signal: new AbortController().signal }));
    },
    defaultRows: (columns, count, names) => inJobTerms((sql) => sql.defaultRows(columns, count, names)),
    async locateQuery({ projectId, configuration }, catalog) {
      const { query = '', defaultDataset } = configuration.query ?? {};
      const { datasetsOf } = await import('./sql/datasets-of');
      const named = [...(defaultDataset ? [{ projectId: defaultDataset.projectId ?? projectId, datasetId: defaultDataset.datasetId }] : []), ...datasetsOf(query, projectId)];
      for (const ref of named) {
        const location = catalog.findDataset(ref)?.location;
        if (location) return location;
      }
      return undefined;
    },
    async close() {
      (await opened)?.close();
    },
  };
}
