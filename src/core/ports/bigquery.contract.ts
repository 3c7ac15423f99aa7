import { test } from 'node:test';
import { jobPromises } from './bigquery-job-promises.contract';
import { tablePromises } from './bigquery-table-promises.contract';
import { transferPromises } from './bigquery-transfer-promises.contract';
import { createWorkplace, type BigQueryTarget } from './bigquery-workplace.contract';

/**
 * Registers the contract of BigQuery as tests: every promise that the port's comments make.
 * @param name stands before each test's title
 * @param open called once a test
 */
export function describeBigQuery(name: string, open: () => Promise<BigQueryTarget>): void {
  for (const [title, promise] of Object.entries({ ...jobPromises, ...tablePromises, ...transferPromises })) {
    test(`${name}: ${title}`, async () => promise(createWorkplace(await open())));
  }
}
