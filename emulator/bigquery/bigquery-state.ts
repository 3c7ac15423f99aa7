import { DispatchError } from '../../src/core/errors';
import type { TableResource } from '../../src/core/job-resource';
import type { NewJob } from '../../src/core/ports/bigquery';
import type { Clock } from '../../src/core/ports/clock';
import type { ObjectStore } from '../../src/core/ports/object-store';
import { formatTable, type TableReference } from '../../src/core/table-ref';
import { createCatalog, type Catalog } from './catalog';
import { createCopyJob } from './copy-job';
import { createExtractJob } from './extract-job';
import { sectionOf } from './job-configuration';
import type { JobWork } from './job-work';
import { createJobs, type Jobs } from './jobs';
import { createLoadJob } from './load-job';
import { countRows } from './table-data';

/** An emulated BigQuery in memory: what is stored, and the jobs that change it. Each front stands on one. */
export interface BigQueryState extends Catalog, Jobs {
  /** The table as clients see it, or `undefined` if table or dataset do not exist. */
  getTable(ref: TableReference): TableResource | undefined;
  /** @throws DispatchError ALREADY_EXISTS, INVALID_REQUEST, or NOT_FOUND when the dataset does not exist */
  createTable(table: TableResource): TableResource;
  /** As the port has it. @throws DispatchError NOT_FOUND when the table does not exist */
  listPartitions(ref: TableReference): readonly string[];
}

export interface BigQueryStateOptions {
  readonly clock: Clock;
  /** What jobs load from and extract to. */
  readonly objects: ObjectStore;
  /** How long a job is PENDING. */
  readonly pendingMs?: number;
  /** How long a job is RUNNING. */
  readonly runningMs?: number;
  /** The size from which on an extract begins a new file. */
  readonly shardBytes?: number;
}

export function createBigQueryState({ clock, objects, pendingMs = 0, runningMs = 0, shardBytes = 2 ** 30 }: BigQueryStateOptions): BigQueryState {
  const catalog = createCatalog({ clock });

  function plan({ jobReference: { location }, configuration }: NewJob): JobWork {
    const context = { catalog, objects, clock, location, shardBytes };
    const section = sectionOf(configuration);
    switch (section) {
      case 'load':
        return createLoadJob(configuration.load, context);
      case 'copy':
        return createCopyJob(configuration.copy, context);
      case 'extract':
        return createExtractJob(configuration.extract, context);
      case 'query':
        throw new DispatchError('UNSUPPORTED', 'configuration.query: query jobs are not emulated', {
          hint: 'Replay a recorded event of the job instead; see docs/emulator.md.',
        });
    }
  }

  function getTable(ref: TableReference): TableResource | undefined {
    const table = catalog.findTable(ref);
    const location = catalog.findDataset(ref)?.location;
    return table && Object.freeze({ ...table.resource, numRows: String(countRows(table.data)), ...(location && { location }) });
  }

  return {
    ...catalog,
    ...createJobs({ clock, pendingMs, runningMs, plan }),
    getTable,
    createTable: (given) => getTable(catalog.addTable(given).resource.tableReference) as TableResource,
    listPartitions(ref) {
      const table = catalog.findTable(ref);
      if (!table) throw new DispatchError('NOT_FOUND', `Not found: Table ${formatTable(ref)}`);
      if (!table.resource.timePartitioning) return [];
      return [...table.data.keys()].sort();
    },
  };
}
