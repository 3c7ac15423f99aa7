import type { Clock } from '../../../../src/core/ports/clock';
import type { Catalog, StoredTable } from '../../catalog';
import type { Row } from '../../data/row';
import type { Dataset } from '../../dataset';
import type { Jobs } from '../../jobs';
import type { Column } from '../analysis/analysis-context';
import { formatMicros } from '../engine/epoch';
import type { InformationSchemaScope } from '../engine/find-table';
import { STRING } from '../types/sql-type';

/** What the views are made of. */
export interface SchemaSources {
  readonly catalog: Catalog;
  readonly jobs: Jobs;
  readonly clock: Clock;
  readonly location: string;
}

/** A view of INFORMATION_SCHEMA: https://cloud.google.com/bigquery/docs/information-schema-intro */
export interface SchemaView {
  readonly name: string;
  /** A view of a project or region has no rows of one dataset. */
  readonly scope?: 'region';
  readonly columns: readonly Column[];
  rows(scope: InformationSchemaScope, sources: SchemaSources): Iterable<Row>;
}

/** The datasets that a scope covers: one, or all of a project in the region. */
export function datasetsIn({ projectId, datasetId, region }: InformationSchemaScope, { catalog, location }: SchemaSources): Dataset[] {
  if (datasetId !== undefined) {
    const dataset = catalog.findDataset({ projectId, datasetId });
    return dataset ? [dataset] : [];
  }
  const wanted = (region ?? location).toLowerCase();
  return catalog.datasets(projectId).filter((dataset) => !dataset.datasetId.startsWith('_') && (dataset.location ?? location).toLowerCase() === wanted);
}

export function tablesIn(scope: InformationSchemaScope, sources: SchemaSources): StoredTable[] {
  return datasetsIn(scope, sources).flatMap((dataset) => [...sources.catalog.tables(dataset)]);
}

/** Milliseconds since the epoch as a TIMESTAMP of a row. */
export function timestampOf(millis: string | number | undefined): string | null {
  return millis === undefined ? null : `${formatMicros(BigInt(millis) * 1000n, ' ')} UTC`;
}

export function yesNo(value: boolean): string {
  return value ? 'YES' : 'NO';
}

/** A column of type STRING. */
export function text(name: string): Column {
  return { name, type: STRING };
}

/** The columns that say which table a row is about. */
export const PLACE: readonly Column[] = ['table_catalog', 'table_schema', 'table_name'].map(text);

/** The values of PLACE. */
export function placeOf({ resource }: StoredTable): readonly string[] {
  const { projectId, datasetId, tableId } = resource.tableReference;
  return [projectId, datasetId, tableId];
}

export function tableType({ resource }: StoredTable): string {
  if (resource.snapshotDefinition) return 'SNAPSHOT';
  if (resource.cloneDefinition) return 'CLONE';
  return resource.view ? 'VIEW' : 'BASE TABLE';
}
