import type { TableResource } from '../../src/core/job-resource';
import type { GivenRows } from '../bigquery/catalog';
import type { Times } from '../bigquery/dataset';
import type { TableDetails } from './table-term';

/**
 * How a dataset of a workspace lies on disk, in `datasets/<project>/<dataset>/`:
 *
 * - `<table>.schema.json`: the schema, as `bq show --schema` prints it; `[]` for a table without columns. It makes the
 *   table exist.
 * - `<table>.ndjson`: the rows, as an NDJSON extract prints them; none where it is missing.
 * - `<table>$<partition>.ndjson`: the rows of one partition, of a table that is partitioned by time of ingestion.
 * - `<view>.view.sql`: the query of a view. It makes the view exist; its schema is found out where it has no file.
 * - `<table>.table.json`: what else a table or view has, by its fields in tables.get, and `iamPolicy`.
 * - `<routine>.routine.json`: a SQL function or procedure, by its fields in routines.get, and `iamPolicy`.
 * - `dataset.json`: what else the dataset has, by its fields in datasets.get. Without `location` it lies wherever a
 *   job looks for it.
 *
 * What cannot name a file or folder on every disk is called `~0001` and so on there, and its `tableReference`,
 * `routineReference` or `datasetReference` says the name.
 */
export const DATASETS_FOLDER = 'datasets';
export const DATASET_FILE = 'dataset.json';
export const SCHEMA_ENDING = '.schema.json';
export const TABLE_ENDING = '.table.json';
export const VIEW_ENDING = '.view.sql';
export const ROUTINE_ENDING = '.routine.json';
export const ROWS_ENDING = '.ndjson';

/** A table or view of a workspace. */
export interface WorkspaceTable {
  /** The file that is wrong where the table cannot be, from the folder of the workspace. */
  readonly file: string;
  readonly resource: TableResource;
  readonly rows: GivenRows;
  readonly times: Partial<Times>;
  readonly iamPolicy?: TableDetails['iamPolicy'];
}

/** The folder of a dataset, and the files in it. */
export interface DatasetFolder {
  /** The folder of the workspace. */
  readonly root: string;
  readonly folder: string;
  readonly projectId: string;
  readonly datasetId: string;
  readonly files: readonly string[];
}
