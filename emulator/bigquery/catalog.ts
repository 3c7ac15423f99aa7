import { DispatchError } from '../../src/core/errors';
import type { TableResource } from '../../src/core/job-resource';
import { normalizeLocation } from '../../src/core/job';
import type { Clock } from '../../src/core/ports/clock';
import { formatTable, type TableReference } from '../../src/core/table-ref';
import type { Row } from './data/row';
import { describePartitioning, isPartitionId, splitDecorator } from './partition-id';
import { datasetIdProblem } from './resource-names';
import { createRowSet } from './row-set';
import { arrangeRows, WHOLE, type TableData } from './table-data';
import { parseTableResource } from './table-resource';

export interface DatasetReference {
  readonly projectId: string;
  readonly datasetId: string;
}

export interface Dataset extends DatasetReference {
  /** Without one the dataset lies wherever a job looks for it. */
  readonly location?: string;
}

/** A table with its rows. Never changed: each change makes a new one. */
export interface Table {
  /** As it was created or loaded, without what the service sets. */
  readonly resource: TableResource;
  readonly data: TableData;
}

/** All datasets and tables, by their references; the `$partition` of a table's ID is passed over. */
export interface Catalog {
  /** Projects that hold a dataset, in the order of their IDs. */
  projectIds(): readonly string[];
  /** @throws DispatchError ALREADY_EXISTS, or INVALID_REQUEST for an ID that BigQuery refuses */
  createDataset(dataset: Dataset): Dataset;
  findDataset(ref: DatasetReference): Dataset | undefined;
  /** In the order of their IDs. */
  datasets(projectId: string): readonly Dataset[];
  /** Removes the dataset with its tables; says whether there was one. */
  removeDataset(ref: DatasetReference): boolean;
  findTable(ref: TableReference): Table | undefined;
  /** In the order of their IDs; none if the dataset does not exist. */
  tables(ref: DatasetReference): readonly Table[];
  /**
   * Creates a table with rows: a list of them (each goes to its partition) or, by partition ID, lists.
   * @throws DispatchError ALREADY_EXISTS, INVALID_REQUEST, or NOT_FOUND when the dataset does not exist
   */
  addTable(resource: TableResource, rows?: readonly Row[] | ReadonlyMap<string, readonly Row[]>): Table;
  /** Puts a table in the place of what stood there, unchecked; its dataset exists. */
  setTable(table: Table): void;
  /** Says whether there was one. */
  removeTable(ref: TableReference): boolean;
}

interface Shelf {
  readonly dataset: Dataset;
  readonly tables: Map<string, Table>;
}

export function createCatalog({ clock }: { clock: Clock }): Catalog {
  const shelves = new Map<string, Map<string, Shelf>>();

  function shelfOf({ projectId, datasetId }: DatasetReference): Shelf {
    const shelf = shelves.get(projectId)?.get(datasetId);
    if (!shelf) throw new DispatchError('NOT_FOUND', `Not found: Dataset ${projectId}:${datasetId}`);
    return shelf;
  }

  const findTable = (ref: TableReference): Table | undefined =>
    shelves.get(ref.projectId)?.get(ref.datasetId)?.tables.get(splitDecorator(ref).table.tableId);

  function setTable(table: Table): void {
    shelfOf(table.resource.tableReference).tables.set(table.resource.tableReference.tableId, table);
  }

  return {
    projectIds: () => [...shelves].filter(([, datasets]) => datasets.size > 0).map(([projectId]) => projectId).sort(),

    createDataset({ projectId, datasetId, location }) {
      const problem = datasetIdProblem(datasetId);
      if (problem) throw new DispatchError('INVALID_REQUEST', problem);
      const datasets = shelves.get(projectId) ?? new Map<string, Shelf>();
      if (datasets.has(datasetId)) throw new DispatchError('ALREADY_EXISTS', `Already Exists: Dataset ${projectId}:${datasetId}`);
      const dataset = Object.freeze({ projectId, datasetId, ...(location && { location: normalizeLocation(location) }) });
      shelves.set(projectId, datasets.set(datasetId, { dataset, tables: new Map() }));
      return dataset;
    },

    findDataset: ({ projectId, datasetId }) => shelves.get(projectId)?.get(datasetId)?.dataset,
    datasets: (projectId) => inOrder(shelves.get(projectId)).map(({ dataset }) => dataset),
    removeDataset: ({ projectId, datasetId }) => shelves.get(projectId)?.delete(datasetId) ?? false,

    findTable,
    tables: ({ projectId, datasetId }) => inOrder(shelves.get(projectId)?.get(datasetId)?.tables),

    addTable(given, rows = []) {
      const { tables } = shelfOf(given.tableReference);
      const resource = parseTableResource(given);
      if (tables.has(resource.tableReference.tableId)) {
        throw new DispatchError('ALREADY_EXISTS', `Already Exists: Table ${formatTable(resource.tableReference)}`);
      }
      const table = { resource, data: dataOf(resource, rows, clock.now()) };
      setTable(table);
      return table;
    },

    setTable,
    removeTable: (ref) => shelves.get(ref.projectId)?.get(ref.datasetId)?.tables.delete(splitDecorator(ref).table.tableId) ?? false,
  };
}

function dataOf(resource: TableResource, rows: readonly Row[] | ReadonlyMap<string, readonly Row[]>, now: Date): TableData {
  const { schema = { fields: [] }, timePartitioning } = resource;
  if (!('get' in rows)) return arrangeRows(rows, { schema, timePartitioning }, now);
  for (const id of rows.keys()) {
    if (timePartitioning ? isPartitionId(id, timePartitioning) : id === WHOLE) continue;
    const partitioning = describePartitioning(timePartitioning);
    throw new DispatchError('INVALID_REQUEST', `table ${formatTable(resource.tableReference)}, partitioned ${partitioning}, can have no partition ${JSON.stringify(id)}`);
  }
  return new Map([...rows].map(([id, part]) => [id, createRowSet(part, schema)]));
}

function inOrder<T>(items: ReadonlyMap<string, T> = new Map<string, T>()): T[] {
  return [...items].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, item]) => item);
}
