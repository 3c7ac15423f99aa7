import path from 'node:path';
import type { TableSchema } from '../../src/core/job-resource';
import { createFault, type Fault } from '../../src/core/rules/fault';
import type { GivenRows } from '../bigquery/catalog';
import { readNdjson } from '../bigquery/data/ndjson';
import type { Row } from '../bigquery/data/row';
import { fitToLimits, TypeLimitError } from '../bigquery/type-limits';
import { fileFault } from './file-fault';
import { ROWS_ENDING, type DatasetFolder } from './table-files';
import { readWorkspaceText } from './workspace-text';

/** The rows of a table, in a list or by partition; none where it has no file of rows. */
export function loadRows(stem: string, { root, folder, files }: DatasetFolder, schema: TableSchema): { rows: GivenRows; faults: readonly Fault[] } {
  const partitions = files.filter((file) => isPartitionOf(stem, file));
  const whole = files.includes(stem + ROWS_ENDING) ? [stem + ROWS_ENDING] : [];
  const read = [...whole, ...partitions].map((file) => ({ file, ...readRows(root, path.join(folder, file), schema) }));
  const beside = whole.length > 0 ? partitions.map((file) => besideWhole(path.join(folder, file))) : [];
  const byPartition = read.filter(({ file }) => partitions.includes(file)).map(({ file, rows }) => [file.slice(stem.length + 1, -ROWS_ENDING.length), rows] as const);
  return { rows: byPartition.length > 0 ? new Map(byPartition) : read.flatMap(({ rows }) => rows), faults: [...read.flatMap(({ faults }) => faults), ...beside] };
}

/** Whether a file holds the rows of one partition of a table. */
export function isPartitionOf(stem: string, file: string): boolean {
  return file.startsWith(`${stem}$`) && file.endsWith(ROWS_ENDING);
}

function besideWhole(file: string): Fault {
  return fileFault(file, 'found the rows of a partition beside those of the whole table', 'Keep either <table>.ndjson or the files of its partitions.');
}

function readRows(root: string, file: string, schema: TableSchema): { rows: readonly Row[]; faults: readonly Fault[] } {
  const read = readWorkspaceText(root, file);
  if ('fault' in read) return { rows: [], faults: [read.fault] };
  const rows: Row[] = [];
  const faults: Fault[] = [];
  for (const result of readNdjson(read.text, schema, { jsonNull: true })) {
    const fitted = 'row' in result ? fit(result.row, schema) : result;
    if ('row' in fitted) rows.push(fitted.row);
    else faults.push(createFault({ code: 'INVALID_VALUE', file, position: { line: result.line, column: 1 }, message: fitted.error, hint: 'Write the row as an NDJSON extract of the table prints it.' }));
  }
  return { rows, faults };
}

function fit(row: Row, { fields }: TableSchema): { row: Row } | { error: string } {
  try {
    return { row: fitToLimits(row, fields) };
  } catch (thrown) {
    if (!(thrown instanceof TypeLimitError)) throw thrown;
    return { error: thrown.message };
  }
}
