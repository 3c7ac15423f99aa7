import type { ErrorProto, JobResource } from '../../../src/core/job-resource';
import type { Row } from '../data/row';
import { createTestBed, type TestBed } from '../test-bed';
import { rowsOf } from '../table-data';

/** For tests: what a query job came to. */
export interface QueryEnd {
  readonly job: JobResource;
  readonly error?: ErrorProto;
  /** The rows of its destination; none for statements without one. */
  readonly rows: readonly Row[];
  /** `name TYPE MODE` of each column. */
  readonly columns: readonly string[];
}

/** For tests: the bed of all jobs, with GoogleSQL in the dataset `d` of the project `p`. */
export interface SqlBed extends TestBed {
  readonly query: (sql: string, configuration?: object) => Promise<QueryEnd>;
}

export function createSqlBed(): SqlBed {
  const bed = createTestBed({ sql: true });
  return {
    ...bed,
    async query(sql, configuration) {
      const job = await bed.run({ query: { query: sql, useLegacySql: false, defaultDataset: { projectId: 'p', datasetId: 'd' }, ...configuration } });
      const destination = job.configuration.query?.destinationTable;
      const made = destination && bed.state.findTable(destination);
      return {
        job,
        error: job.status?.errorResult,
        rows: made ? [...rowsOf(made.data)] : [],
        columns: (made?.resource.schema?.fields ?? []).map(({ name, type, mode }) => [name, type, mode ?? 'NULLABLE'].join(' ')),
      };
    },
  };
}
