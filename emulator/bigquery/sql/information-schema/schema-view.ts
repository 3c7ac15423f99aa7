import type { Clock } from '../../../../src/core/ports/clock';
import type { Catalog, StoredTable } from '../../catalog';
import type { Row } from '../../data/row';
import type { Dataset } from '../../dataset';
import type { Jobs } from '../../jobs';
import type { Column } from '../analysis/analysis-context';
import { formatMicros } from '../engine/epoch';
import type { InformationSchemaScope } from '../engine/find-table';

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
