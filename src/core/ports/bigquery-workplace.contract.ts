import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { DispatchError, type ErrorCode } from '../errors';
import type { JobReference } from '../job';
import type { JobConfiguration, JobResource, TableResource, TableSchema } from '../job-resource';
import type { TableReference } from '../table-ref';
import type { BigQuery } from './bigquery';
import type { ObjectStore } from './object-store';

/** A BigQuery to put to the test, with a dataset in US and a bucket that exist. Both may be shared. */
export interface BigQueryTarget {
  readonly bigquery: BigQuery;
  readonly objects: ObjectStore;
  readonly projectId: string;
  readonly datasetId: string;
  readonly bucket: string;
  /** Waits for a promise of `bigquery`, moving time on where it stands still. */
  readonly settle: <T>(promise: Promise<T>) => Promise<T>;
}

/** Tests by their titles. */
export type Promises = Readonly<Record<string, (workplace: Workplace) => Promise<void>>>;

export type Workplace = ReturnType<typeof createWorkplace>;

export const SCHEMA: TableSchema = { fields: [{ name: 'id', type: 'INTEGER' }, { name: 'name', type: 'STRING' }] };

/** A target with names of a test's own. */
export function createWorkplace(target: BigQueryTarget) {
  const { bigquery, objects, projectId, datasetId, bucket, settle } = target;
  const tag = randomUUID().replaceAll('-', '');

  const table = (name: string): TableReference => ({ projectId, datasetId, tableId: `${name}_${tag}` });
  const ref = (name = 'job'): JobReference => ({ projectId, jobId: `${name}-${randomUUID()}`, location: 'US' });
  const uri = (name: string): string => `gs://${bucket}/${tag}/${name}`;

  async function run(configuration: JobConfiguration, jobReference = ref()): Promise<JobResource> {
    await settle(bigquery.insertJob({ jobReference, configuration }));
    return settle(bigquery.waitForJob(jobReference, { deadline: inAnHour() }));
  }

  return {
    bigquery,
    settle,
    table,
    ref,
    uri,
    run,
    write: (name: string, text: string) => objects.write({ bucket, name: `${tag}/${name}` }, Buffer.from(text)),
    read: async (name: string): Promise<string | undefined> => {
      const found = await objects.read({ bucket, name: `${tag}/${name}` });
      return found && Buffer.from(found.bytes).toString();
    },
    tableOf: async (name: string, lines: readonly object[], more: Partial<TableResource> = {}): Promise<TableReference> => {
      const destinationTable = table(name);
      await settle(bigquery.createTable({ tableReference: destinationTable, schema: SCHEMA, ...more }));
      await objects.write({ bucket, name: `${tag}/${name}.source` }, Buffer.from(lines.map((line) => `${JSON.stringify(line)}\n`).join('')));
      succeeded(await run({ load: { sourceUris: [uri(`${name}.source`)], destinationTable, sourceFormat: 'NEWLINE_DELIMITED_JSON' } }));
      return destinationTable;
    },
    numRows: async (tableReference: TableReference): Promise<number> => Number((await settle(bigquery.getTable(tableReference)))?.numRows),
  };
}

/** A deadline that no job here needs. With clocks that stand still it is far off in their time as well. */
export function inAnHour(): Date {
  return new Date(Date.now() + 3_600_000);
}

export function succeeded(job: JobResource): JobResource {
  assert.equal(job.status?.state, 'DONE');
  assert.deepEqual(job.status.errorResult, undefined);
  return job;
}

export function failed(job: JobResource, reason: string, message: RegExp): void {
  assert.equal(job.status?.state, 'DONE');
  assert.equal(job.status.errorResult?.reason, reason, job.status.errorResult?.message);
  assert.match(job.status.errorResult.message ?? '', message);
  assert.ok((job.status.errors?.length ?? 0) > 0, 'errors[] holds the error as well');
}

/** Whether a job was begun, where BigQuery may also refuse it as NOT_FOUND. */
export async function begins(run: Promise<JobResource>): Promise<boolean> {
  const begun = await run.then(() => true, () => false);
  if (!begun) await rejects(run, 'NOT_FOUND');
  return begun;
}

export async function rejects(promise: Promise<unknown>, code: ErrorCode): Promise<void> {
  await assert.rejects(promise, (error) => {
    assert.ok(error instanceof DispatchError, `expected a DispatchError, got ${String(error)}`);
    assert.equal(error.code, code, error.message);
    return true;
  });
}
