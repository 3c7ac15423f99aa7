import path from 'node:path';
import { z } from 'zod';
import type { TableResource, TableSchema } from '../../src/core/job-resource';
import { parseDocument, type Document } from '../../src/core/rules/document';
import { createFault, type Fault } from '../../src/core/rules/fault';
import { createRuleReader } from '../../src/core/rules/rule-reader';
import { anything, text } from '../../src/core/rules/terms';
import { readNdjson } from '../bigquery/data/ndjson';
import type { Row } from '../bigquery/data/row';
import { parseSchema } from '../bigquery/data/schema';
import { fileFault } from './file-fault';
import { readWorkspaceText } from './workspace-text';

/**
 * How the tables of a workspace lie on disk, in `datasets/<project>/<dataset>/`:
 *
 * - `<table>.schema.json`: the schema, as `bq show --schema` prints it. It makes the table exist.
 * - `<table>.ndjson`: the rows, as an NDJSON extract prints them; none where it is missing.
 * - `<table>$<partition>.ndjson`: the rows of one partition, of a table that is partitioned by time of ingestion.
 * - `<table>.table.json`: what else the table has, of `timePartitioning`, `clustering`, `description` and `labels`.
 * - `dataset.json`: `{ "location": "EU" }`. A dataset without it lies wherever a job looks for it.
 */
export const DATASETS_FOLDER = 'datasets';
export const DATASET_FILE = 'dataset.json';
export const SCHEMA_ENDING = '.schema.json';
export const TABLE_ENDING = '.table.json';
export const ROWS_ENDING = '.ndjson';

/** What `<table>.table.json` may hold. */
const detailTerm = z.object(
  {
    timePartitioning: z.looseObject({ type: text('DAY, HOUR, MONTH or YEAR') }, { error: 'an object with type and field' }).optional(),
    clustering: z.looseObject({ fields: z.array(text()) }, { error: 'an object with fields' }).optional(),
    description: z.string({ error: 'a text' }).optional(),
    labels: z.record(z.string(), z.string(), { error: 'an object of texts' }).optional(),
  },
  { error: 'an object' },
);

const datasetTerm = z.object({ location: text('a location such as US or europe-west1').optional(), description: anything().optional() }, { error: 'an object' });

/** A table of a workspace: its rows in a list, or by partition. */
export interface WorkspaceTable {
  readonly resource: TableResource;
  readonly rows: readonly Row[] | ReadonlyMap<string, readonly Row[]>;
}

/** A folder of tables, and the files in it. */
export interface DatasetFolder {
  /** The folder of the workspace. */
  readonly root: string;
  readonly folder: string;
  readonly projectId: string;
  readonly datasetId: string;
  readonly files: readonly string[];
}

/** Reads one table; with faults in schema or details there is none. */
export function loadTable(tableId: string, dataset: DatasetFolder): { table?: WorkspaceTable; faults: readonly Fault[] } {
  const { root, folder, projectId, datasetId, files } = dataset;
  const { schema, faults } = loadSchema(root, path.join(folder, tableId + SCHEMA_ENDING));
  if (!schema) return { faults };
  const details = files.includes(tableId + TABLE_ENDING) ? readBy(detailTerm, root, path.join(folder, tableId + TABLE_ENDING)) : { value: {}, faults: [] };
  const partitions = files.filter((file) => file.startsWith(`${tableId}$`) && file.endsWith(ROWS_ENDING));
  const whole = files.includes(tableId + ROWS_ENDING) ? [tableId + ROWS_ENDING] : [];
  const read = [...whole, ...partitions].map((file) => ({ file, ...loadRows(root, path.join(folder, file), schema) }));
  const rowFaults = [...details.faults, ...read.flatMap((part) => part.faults), ...(whole.length > 0 ? partitions : []).map((file) => besideWhole(path.join(folder, file)))];
  if (!details.value || rowFaults.length > 0) return { faults: rowFaults };
  const resource = { tableReference: { projectId, datasetId, tableId }, schema, ...details.value } as TableResource;
  const byPartition = read.filter(({ file }) => partitions.includes(file)).map(({ file, rows }) => [file.slice(tableId.length + 1, -ROWS_ENDING.length), rows] as const);
  return { table: { resource, rows: byPartition.length > 0 ? new Map(byPartition) : read.flatMap(({ rows }) => rows) }, faults: [] };
}

function besideWhole(file: string): Fault {
  return fileFault(file, 'found the rows of a partition beside those of the whole table', 'Keep either <table>.ndjson or the files of its partitions.');
}

/** The location that `dataset.json` gives. */
export function loadDatasetLocation({ root, folder, files }: DatasetFolder): { location?: string; faults: readonly Fault[] } {
  if (!files.includes(DATASET_FILE)) return { faults: [] };
  const { value, faults } = readBy(datasetTerm, root, path.join(folder, DATASET_FILE));
  return { location: value?.location, faults };
}

function readDocument(root: string, file: string): { document?: Document; faults: readonly Fault[] } {
  const read = readWorkspaceText(root, file);
  return 'fault' in read ? { faults: [read.fault] } : parseDocument(read.text, file);
}

function readBy<T>(term: z.ZodType<T>, root: string, file: string): { value?: T; faults: readonly Fault[] } {
  const { document, faults } = readDocument(root, file);
  if (!document) return { faults };
  const reader = createRuleReader(document);
  const value = reader.read(term, document.value, []);
  return { value, faults: [...faults, ...reader.faults] };
}

function loadSchema(root: string, file: string): { schema?: TableSchema; faults: readonly Fault[] } {
  const { document, faults } = readDocument(root, file);
  if (!document) return { faults };
  const { schema, problems } = parseSchema(document.value);
  const schemaFaults = problems.map(({ path: place, message, hint }) =>
    createFault({ code: 'INVALID_VALUE', file, position: document.locate(place), path: place, message, hint }),
  );
  return { schema, faults: [...faults, ...schemaFaults] };
}

function loadRows(root: string, file: string, schema: TableSchema): { rows: readonly Row[]; faults: readonly Fault[] } {
  const read = readWorkspaceText(root, file);
  if ('fault' in read) return { rows: [], faults: [read.fault] };
  const rows: Row[] = [];
  const faults: Fault[] = [];
  for (const result of readNdjson(read.text, schema)) {
    if ('row' in result) rows.push(result.row);
    else faults.push(createFault({ code: 'INVALID_VALUE', file, position: { line: result.line, column: 1 }, message: result.error, hint: 'Write the row as an NDJSON extract of the table prints it.' }));
  }
  return { rows, faults };
}
