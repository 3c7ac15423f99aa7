import type { TableReference } from '../../../../src/core/table-ref';
import { formatTable } from '../../../../src/core/table-ref';
import type { Catalog, DatasetReference, Table } from '../../catalog';
import type { AnalysisContext, FoundTable } from '../analysis/analysis-context';
import { notEmulated, SqlError } from '../sql-error';
import type { Identifier } from '../syntax/tree';
import { parseQuery } from '../syntax/parse';
import type { Position } from '../syntax/position';
import { tableSource } from './table-source';
import type { RowSource, TableReader } from './table-store';
import { unionOf } from './wildcard';

/** Where the names of a statement lead. */
export interface Names {
  readonly catalog: Catalog;
  readonly projectId: string;
  /** Where the job runs. */
  readonly location: string;
  readonly defaultDataset?: DatasetReference;
  /** Temporary tables of the script or session, by their name in lower case. */
  readonly temporary: ReadonlyMap<string, TableReference>;
  /** The rows of an INFORMATION_SCHEMA view; `undefined` if there is no view of that name. */
  readonly informationSchema: (scope: InformationSchemaScope) => RowSource | undefined;
}

export interface InformationSchemaScope {
  readonly projectId: string;
  readonly datasetId?: string;
  /** The dataset that is meant where none is written, unless the view is one of a project or region. */
  readonly defaultDatasetId?: string;
  /** As written behind `region-`, in lower case. */
  readonly region?: string;
  /** In upper case, such as TABLES. */
  readonly view: string;
  /** True of `dataset.__TABLES__`, which is no view of INFORMATION_SCHEMA. */
  readonly meta?: boolean;
  readonly at: Position;
}

/** What a path leads to. @throws SqlError as AnalysisContext.findTable has it */
export function findTable(path: readonly Identifier[], names: Names, around: { reader: TableReader; context: AnalysisContext }): FoundTable {
  const at = (path[0] as Identifier).at;
  const scope = informationSchemaScope(path, names);
  if (scope) {
    const source = names.informationSchema(scope);
    if (!source) throw new SqlError(`Not found: INFORMATION_SCHEMA view ${scope.view}`, { at, reason: 'notFound' });
    const ref = { projectId: scope.projectId, datasetId: 'INFORMATION_SCHEMA', tableId: scope.view };
    return { kind: 'table', ref, columns: source.columns, pseudoColumns: [], sql: around.reader.nameOf(source), references: [] };
  }
  const ref = resolveTable(path, names);
  if (ref.tableId.endsWith('*')) return unionOf(matching(ref, names, at), ref.tableId.slice(0, -1), around.reader);
  const table = existing(ref, names, at);
  const { view } = table.resource;
  if (view) return { kind: 'view', ref, query: parseQuery(view.query), context: viewContext(ref, names, around) };
  const source = tableSource(table);
  return { kind: 'table', ref, columns: source.ordinary, pseudoColumns: source.pseudo, sql: around.reader.nameOf(source), references: [ref] };
}

/** The table that a path names, whether it exists or not. @throws SqlError where it names no dataset and there is no default */
export function resolveTable(path: readonly Identifier[], { projectId, defaultDataset, temporary }: Pick<Names, 'projectId' | 'defaultDataset' | 'temporary'>): TableReference {
  const parts = path.map(({ name }) => name);
  const at = (path[0] as Identifier).at;
  const [tableId = '', datasetId, ...project] = [...parts].reverse();
  if (tableId.includes('$')) throw notEmulated('a partition decorator in SQL (filter on the partitioning column instead)', at);
  if (datasetId === undefined) {
    const own = temporary.get(tableId.toLowerCase());
    if (own) return own;
    if (!defaultDataset) throw new SqlError(`Table "${tableId}" must be qualified with a dataset (e.g. dataset.table)`, { at });
    return { projectId: defaultDataset.projectId, datasetId: defaultDataset.datasetId, tableId };
  }
  return { projectId: project.length > 0 ? project.reverse().join('.') : (defaultDataset?.projectId ?? projectId), datasetId, tableId };
}

/** @throws SqlError notFound where there is no such dataset, or it lies elsewhere */
export function requireDataset({ projectId, datasetId }: DatasetReference, { catalog, location }: Pick<Names, 'catalog' | 'location'>, at?: Position): void {
  const dataset = catalog.findDataset({ projectId, datasetId });
  if (!dataset || (dataset.location && dataset.location !== location)) {
    throw new SqlError(`Not found: Dataset ${projectId}:${datasetId} was not found in location ${location}`, { at, reason: 'notFound' });
  }
}

/** @throws SqlError notFound */
export function existing(ref: TableReference, names: Pick<Names, 'catalog' | 'location'>, at?: Position): Table {
  const { catalog, location } = names;
  requireDataset(ref, names, at);
  const table = catalog.findTable(ref);
  if (!table) throw new SqlError(`Not found: Table ${formatTable(ref)} was not found in location ${location}`, { at, reason: 'notFound' });
  return table;
}

/** A table whose rows or columns may change. @throws SqlError as `existing`, and for a snapshot */
export function changeable(ref: TableReference, names: Pick<Names, 'catalog' | 'location'>, at?: Position): Table {
  const table = existing(ref, names, at);
  if (table.resource.snapshotDefinition) throw new SqlError(`Table ${formatTable(ref)} is a snapshot: it cannot be changed`, { at });
  return table;
}

function matching(ref: TableReference, names: Names, at: Position): Table[] {
  const prefix = ref.tableId.slice(0, -1);
  const tables = names.catalog.tables(ref).filter(({ resource }) => !resource.view && resource.tableReference.tableId.startsWith(prefix));
  if (tables.length === 0) throw new SqlError(`${formatTable(ref)} does not match any table.`, { at, reason: 'notFound' });
  return tables;
}

/** A view's names lead from its own project, without the default dataset and temporary tables of who asks. */
function viewContext(ref: TableReference, names: Names, { reader, context }: { reader: TableReader; context: AnalysisContext }): AnalysisContext {
  const own: Names = { ...names, projectId: ref.projectId, defaultDataset: undefined, temporary: new Map() };
  const inner: AnalysisContext = {
    ...context,
    findTable: (path) => findTable(path, own, { reader, context: inner }),
    variable: () => undefined,
  };
  return inner;
}

function informationSchemaScope(path: readonly Identifier[], names: Names): InformationSchemaScope | undefined {
  const parts = path.map(({ name }) => name);
  const view = parts.at(-1) as string;
  const meta = view === '__TABLES__' && (parts.length > 1 || names.defaultDataset !== undefined);
  const position = parts.length - (meta ? 1 : 2);
  if (position > 2 || (!meta && parts[position]?.toUpperCase() !== 'INFORMATION_SCHEMA')) return undefined;
  return { ...qualifierOf(parts.slice(0, position), meta, names), view: view.toUpperCase(), at: (path[0] as Identifier).at, meta };
}

/** What stands before INFORMATION_SCHEMA or __TABLES__: a dataset or, before the first alone, a region; and before that a project. */
function qualifierOf(parts: readonly string[], meta: boolean, { projectId, defaultDataset }: Names): Pick<InformationSchemaScope, 'projectId' | 'datasetId' | 'defaultDatasetId' | 'region'> {
  const [before, project] = [...parts].reverse();
  const own = { projectId: project ?? defaultDataset?.projectId ?? projectId };
  if (before === undefined) return { ...own, defaultDatasetId: defaultDataset?.datasetId };
  const region = meta ? undefined : /^region-(.+)$/i.exec(before)?.[1];
  return region === undefined ? { ...own, datasetId: before } : { ...own, region: region.toLowerCase() };
}
