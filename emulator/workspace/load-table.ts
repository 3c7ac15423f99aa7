import path from 'node:path';
import type { TableSchema } from '../../src/core/job-resource';
import { createFault, type Fault } from '../../src/core/rules/fault';
import { parseSchema } from '../bigquery/data/schema';
import { fileFault } from './file-fault';
import { readName } from './given-name';
import { loadRows } from './load-rows';
import { SCHEMA_ENDING, TABLE_ENDING, VIEW_ENDING, type DatasetFolder, type WorkspaceTable } from './table-files';
import { tableTerm, type TableDetails } from './table-term';
import { readWorkspaceDocument, readWorkspaceTerm } from './workspace-document';
import { readWorkspaceText } from './workspace-text';

/**
 * Reads one table or view; with faults in query, schema or details there is none.
 * @param stem what its files are called
 */
export function loadTable(stem: string, dataset: DatasetFolder): { table?: WorkspaceTable; faults: readonly Fault[] } {
  const { root, folder, projectId, datasetId } = dataset;
  const view = loadQuery(stem, dataset);
  const { schema, faults: schemaFaults } = loadSchema(stem, dataset);
  const details = loadDetails(stem, dataset);
  const { rows, faults: rowFaults } = schema && !view.query ? loadRows(stem, dataset, schema) : { rows: [], faults: [] };
  const faults = [...view.faults, ...schemaFaults, ...details.faults, ...rowFaults];
  if (faults.length > 0 || details.tableId === undefined) return { faults };
  const { creationTime, lastModifiedTime, iamPolicy, ...fields } = details.value;
  const resource = {
    ...fields,
    tableReference: { projectId, datasetId, tableId: details.tableId },
    ...(schema && schema.fields.length > 0 && { schema }),
    ...(view.query !== undefined && { type: 'VIEW', view: { query: view.query, useLegacySql: false } }),
  };
  const file = path.relative(root, path.join(folder, stem + (details.file ?? (view.query === undefined ? SCHEMA_ENDING : VIEW_ENDING))));
  return { table: { file, resource, rows, times: { creationTime, lastModifiedTime }, ...(iamPolicy && { iamPolicy }) }, faults: [] };
}

function loadDetails(stem: string, { root, folder, files }: DatasetFolder): { file?: string; value: TableDetails; tableId?: string; faults: readonly Fault[] } {
  const file = path.join(folder, stem + TABLE_ENDING);
  const exists = files.includes(stem + TABLE_ENDING);
  const read = exists ? readWorkspaceTerm(tableTerm, root, file) : { value: {}, faults: [] };
  const value: TableDetails = read.value ?? {};
  if (read.faults.length > 0) return { value, faults: read.faults };
  const { name, faults } = readName({ stem, given: value.tableReference?.tableId, file, path: ['tableReference', 'tableId'], ...read });
  return { ...(exists && { file: TABLE_ENDING }), value, tableId: name, faults };
}

/** A view's query stands alone in its file, but for the end of the last line. */
function loadQuery(stem: string, { root, folder, files }: DatasetFolder): { query?: string; faults: readonly Fault[] } {
  if (!files.includes(stem + VIEW_ENDING)) return { faults: [] };
  const file = path.join(folder, stem + VIEW_ENDING);
  const read = readWorkspaceText(root, file);
  if ('fault' in read) return { faults: [read.fault] };
  const query = read.text.replace(/^\uFEFF/, '').replace(/\n$/, '');
  if (query.trim() === '') return { query, faults: [fileFault(file, 'found no query', 'Write the SELECT of the view, or remove the file.')] };
  return { query, faults: [] };
}

function loadSchema(stem: string, { root, folder, files }: DatasetFolder): { schema?: TableSchema; faults: readonly Fault[] } {
  if (!files.includes(stem + SCHEMA_ENDING)) return { faults: [] };
  const file = path.join(folder, stem + SCHEMA_ENDING);
  const { document, faults } = readWorkspaceDocument(root, file);
  if (!document) return { faults };
  if (Array.isArray(document.value) && document.value.length === 0) return { schema: { fields: [] }, faults };
  const { schema, problems } = parseSchema(document.value);
  const schemaFaults = problems.map(({ path: place, message, hint }) =>
    createFault({ code: 'INVALID_VALUE', file, position: document.locate(place), path: place, message, hint }),
  );
  return { schema, faults: [...faults, ...schemaFaults] };
}
