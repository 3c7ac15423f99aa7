import type { BigQuery } from '../../src/core/ports/bigquery';
import type { BigQueryState } from './bigquery-state';

/** The in-process front of the emulated BigQuery: the port of the core, with no logic of its own. */
export function createBigQuery(state: BigQueryState): BigQuery {
  return {
    getJob: (ref) => settle(() => state.getJob(ref)),
    insertJob: (job) => settle(() => state.insertJob(job)),
    waitForJob: (ref, options) => state.waitForJob(ref, options),
    getTable: (ref) => settle(() => state.getTable(ref)),
    createTable: (table) => settle(() => state.createTable(table)),
    insertRows: (ref, rows) => state.insertRows(ref, rows, { skipInvalidRows: false }),
    deleteTable: (ref) => settle(() => state.removeTable(ref)),
    listPartitions: (ref) => settle(() => state.listPartitions(ref)),
    readColumn: (ref, column) => settle(() => state.readColumn(ref, column)),
  };
}

/** A promise of what `call` returns or throws; the call itself is done at once. */
function settle<T>(call: () => T): Promise<T> {
  return new Promise((resolve) => resolve(call()));
}
