import { DispatchError } from '../../src/core/errors';
import type { TableResource } from '../../src/core/job-resource';
import { normalizeLocation } from '../../src/core/job';
import type { Clock } from '../../src/core/ports/clock';
import { formatTable, type TableReference } from '../../src/core/table-ref';
import type { Row } from './data/row';
import type { Dataset, DatasetDetails, DatasetReference, NewDataset, Stamp, Times } from './dataset';
import { frozenCopy } from './frozen-copy';
import { describePartitioning, isPartitionId, splitDecorator } from './partition-id';
import { datasetIdProblem } from './resource-names';
import type { Routine, RoutineReference, RoutineResource } from './routine';
import { createRowSet } from './row-set';
import { arrangeRows, WHOLE, type TableData } from './table-data';
import { isExpired, livingPartitions, withDefaultExpiry } from './table-expiry';
import { parseTableResource } from './table-resource';

export type { Dataset, DatasetReference } from './dataset';

/** A table with its rows. Never changed: each change makes a new one. */
export interface Table {
  /** As it was created or loaded, without what the service sets. */
  readonly resource: TableResource;
  readonly data: TableData;
}

/** A table as the catalog keeps it. */
export interface StoredTable extends Table {
  readonly stamp: Stamp;
}

/** All datasets, tables and routines, by their references; the `$partition` of a table's ID is passed over. */
export interface Catalog {
  /** Projects that hold a dataset, in the order of their IDs. */
  projectIds(): readonly string[];
  /**
   * @param times of a dataset that was recorded; those of now where they are missing
   * @throws DispatchError ALREADY_EXISTS, or INVALID_REQUEST for an ID that BigQuery refuses
   */
  createDataset(dataset: NewDataset, times?: Partial<Times>): Dataset;
  findDataset(ref: DatasetReference): Dataset | undefined;
  /** In the order of their IDs. */
  datasets(projectId: string): readonly Dataset[];
  /** Puts other details in the place of a dataset's. @throws DispatchError NOT_FOUND */
  setDatasetDetails(ref: DatasetReference, details: DatasetDetails): Dataset;
  /** Removes the dataset with its tables; says whether there was one. */
  removeDataset(ref: DatasetReference): boolean;
  /** `undefined` for a table whose time is over as well; partitions whose time is over are left out. */
  findTable(ref: TableReference): StoredTable | undefined;
  /** In the order of their IDs; none if the dataset does not exist. */
  tables(ref: DatasetReference): readonly StoredTable[];
  /**
   * Creates a table with rows: a list of them (each goes to its partition) or, by partition ID, lists.
   * @throws DispatchError ALREADY_EXISTS, INVALID_REQUEST, or NOT_FOUND when the dataset does not exist
   */
  addTable(resource: TableResource, rows?: GivenRows): StoredTable;
  /**
   * Creates a table as it was recorded: as `addTable`, but its dataset gives it no lifetime.
   * @param recorded.times those of now where they are missing
   * @throws DispatchError as `addTable`; TypeLimitError for a value that its column has no room for
   */
  restoreTable(resource: TableResource, recorded: { readonly rows?: GivenRows; readonly times?: Partial<Times> }): StoredTable;
  /** Puts a table in the place of what stood there, unchecked; its dataset exists. */
  setTable(table: Table): void;
  /** Says whether there was one. */
  removeTable(ref: TableReference): boolean;
  findRoutine(ref: RoutineReference): Routine | undefined;
  /** In the order of their IDs; none if the dataset does not exist. */
  routines(ref: DatasetReference): readonly Routine[];
  /**
   * Puts a routine in the place of what stood there, unchecked.
   * @param times of a routine that was recorded; those of now where they are missing
   * @throws DispatchError NOT_FOUND when the dataset does not exist
   */
  setRoutine(resource: RoutineResource, times?: Partial<Times>): Routine;
  /** Says whether there was one. */
  removeRoutine(ref: RoutineReference): boolean;
  /** Forgets all datasets. */
  clearCatalog(): void;
}

/** The rows of a new table: a list of them, or lists by partition ID. */
export type GivenRows = readonly Row[] | ReadonlyMap<string, readonly Row[]>;

interface Shelf {
  dataset: Dataset;
  readonly tables: Map<string, StoredTable>;
  readonly routines: Map<string, Routine>;
}

export function createCatalog({ clock }: { clock: Clock }): Catalog {
  const shelves = new Map<string, Map<string, Shelf>>();
  let changes = 0;

  const findShelf = ({ projectId, datasetId }: DatasetReference): Shelf | undefined => shelves.get(projectId)?.get(datasetId);

  function shelfOf(ref: DatasetReference): Shelf {
    const shelf = findShelf(ref);
    if (!shelf) throw new DispatchError('NOT_FOUND', `Not found: Dataset ${ref.projectId}:${ref.datasetId}`);
    return shelf;
  }

  function stampOf({ creationTime, lastModifiedTime }: Partial<Times>): Stamp {
    const now = String(clock.now().getTime());
    const etag = Buffer.from(`${now}.${(changes += 1)}`).toString('base64');
    return Object.freeze({ creationTime: creationTime ?? now, lastModifiedTime: lastModifiedTime ?? creationTime ?? now, etag });
  }

  function stampAfter(before?: { readonly stamp: Stamp }): Stamp {
    return stampOf({ creationTime: before?.stamp.creationTime, lastModifiedTime: String(clock.now().getTime()) });
  }

  /** The table as it is by now: what has run out goes away for good. */
  function living({ tables }: Shelf, tableId: string): StoredTable | undefined {
    const table = tables.get(tableId);
    if (!table) return undefined;
    const now = clock.now();
    if (isExpired(table.resource, now)) return void tables.delete(tableId);
    const data = livingPartitions(table.data, table.resource.timePartitioning, now);
    if (data === table.data) return table;
    const rest = Object.freeze({ ...table, data });
    tables.set(tableId, rest);
    return rest;
  }

  function findTable(ref: TableReference): StoredTable | undefined {
    const shelf = findShelf(ref);
    return shelf && living(shelf, splitDecorator(ref).table.tableId);
  }

  function setTable({ resource: given, data }: Table): StoredTable {
    const { tables, dataset } = shelfOf(given.tableReference);
    const before = findTable(given.tableReference);
    const resource = before ? given : frozenCopy(withDefaultExpiry(given, dataset.details, clock.now()));
    const stamp = stampAfter(before);
    // Who changes a table's resource need not know its newest rows.
    const table = Object.freeze({ resource, data, stamp: before && isSame(before.resource, resource) ? { ...stamp, etag: before.stamp.etag } : stamp });
    tables.set(resource.tableReference.tableId, table);
    return table;
  }

  /** A table that may be added. */
  function newTable(given: TableResource): TableResource {
    shelfOf(given.tableReference);
    const resource = parseTableResource(given);
    if (!findTable(resource.tableReference)) return resource;
    throw new DispatchError('ALREADY_EXISTS', `Already Exists: Table ${formatTable(resource.tableReference)}`);
  }

  return {
    projectIds: () => [...shelves].filter(([, datasets]) => datasets.size > 0).map(([projectId]) => projectId).sort(),

    createDataset({ projectId, datasetId, location, details = {} }, times = {}) {
      const problem = datasetIdProblem(datasetId);
      if (problem) throw new DispatchError('INVALID_REQUEST', problem);
      const datasets = shelves.get(projectId) ?? new Map<string, Shelf>();
      if (datasets.has(datasetId)) throw new DispatchError('ALREADY_EXISTS', `Already Exists: Dataset ${projectId}:${datasetId}`);
      const dataset = Object.freeze({
        projectId,
        datasetId,
        ...(location && { location: normalizeLocation(location) }),
        details: frozenCopy(details),
        stamp: stampOf(times),
      });
      shelves.set(projectId, datasets.set(datasetId, { dataset, tables: new Map(), routines: new Map() }));
      return dataset;
    },

    findDataset: (ref) => findShelf(ref)?.dataset,
    datasets: (projectId) => inOrder(shelves.get(projectId)).map(({ dataset }) => dataset),
    setDatasetDetails(ref, details) {
      const shelf = shelfOf(ref);
      shelf.dataset = Object.freeze({ ...shelf.dataset, details: frozenCopy(details), stamp: stampAfter(shelf.dataset) });
      return shelf.dataset;
    },
    removeDataset: ({ projectId, datasetId }) => shelves.get(projectId)?.delete(datasetId) ?? false,

    findTable,
    tables(ref) {
      const shelf = findShelf(ref);
      return shelf ? inOrder(shelf.tables).flatMap(({ resource }) => living(shelf, resource.tableReference.tableId) ?? []) : [];
    },

    addTable(given, rows = []) {
      const resource = newTable(given);
      return setTable({ resource, data: dataOf(resource, rows, clock.now()) });
    },

    restoreTable(given, { rows = [], times = {} }) {
      const resource = newTable(given);
      const table = Object.freeze({ resource, data: dataOf(resource, rows, clock.now()), stamp: stampOf(times) });
      shelfOf(resource.tableReference).tables.set(resource.tableReference.tableId, table);
      return table;
    },

    setTable: (table) => void setTable(table),
    removeTable(ref) {
      const shelf = findShelf(ref);
      const { tableId } = splitDecorator(ref).table;
      return shelf !== undefined && living(shelf, tableId) !== undefined && shelf.tables.delete(tableId);
    },

    findRoutine: (ref) => findShelf(ref)?.routines.get(ref.routineId),
    routines: (ref) => inOrder(findShelf(ref)?.routines),
    setRoutine(given, times) {
      const { routines } = shelfOf(given.routineReference);
      const resource = frozenCopy(given);
      const { routineId } = resource.routineReference;
      const routine = Object.freeze({ resource, stamp: times ? stampOf(times) : stampAfter(routines.get(routineId)) });
      routines.set(routineId, routine);
      return routine;
    },
    removeRoutine: (ref) => findShelf(ref)?.routines.delete(ref.routineId) ?? false,

    clearCatalog: () => shelves.clear(),
  };
}

function dataOf(resource: TableResource, rows: GivenRows, now: Date): TableData {
  const { schema = { fields: [] }, timePartitioning } = resource;
  if (!('get' in rows)) return arrangeRows(rows, { schema, timePartitioning }, now);
  for (const id of rows.keys()) {
    if (timePartitioning ? isPartitionId(id, timePartitioning) : id === WHOLE) continue;
    const partitioning = describePartitioning(timePartitioning);
    throw new DispatchError('INVALID_REQUEST', `table ${formatTable(resource.tableReference)}, partitioned ${partitioning}, can have no partition ${JSON.stringify(id)}`);
  }
  return new Map([...rows].map(([id, part]) => [id, createRowSet(part, schema)]));
}

function isSame(before: TableResource, after: TableResource): boolean {
  return before === after || JSON.stringify(before) === JSON.stringify(after);
}

function inOrder<T>(items: ReadonlyMap<string, T> = new Map<string, T>()): T[] {
  return [...items].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, item]) => item);
}
