import { createHash } from 'node:crypto';
import type { JobReference } from '../../src/core/job';
import type { JobResource } from '../../src/core/job-resource';
import type { TableReference } from '../../src/core/table-ref';
import type { Catalog } from './catalog';

/** How long the result of a query is kept. */
export const ANONYMOUS_TABLE_MS = 24 * 60 * 60 * 1000;

/** The hidden table for the result of a query without a destination; its dataset is there afterwards. */
export function anonymousTable({ projectId, jobId, location }: JobReference, catalog: Catalog): TableReference {
  const datasetId = `_${hex('sha1', `${projectId} ${location}`)}`;
  if (!catalog.findDataset({ projectId, datasetId })) catalog.createDataset({ projectId, datasetId, location });
  return { projectId, datasetId, tableId: `anon${hex('sha256', `${projectId} ${location} ${jobId}`)}` };
}

/** Removes the result of a query that is forgotten, if it was kept in a hidden table. */
export function removeAnonymousTable({ configuration }: JobResource, catalog: Catalog): void {
  const { destinationTable } = configuration.query ?? {};
  if (destinationTable && /^_[0-9a-f]{40}$/.test(destinationTable.datasetId)) catalog.removeTable(destinationTable);
}

/** Whether a dataset is one of those that the service makes for results of queries and for temporary tables. */
export function isServiceDataset(datasetId: string): boolean {
  return /^_(script)?[0-9a-f]{40}$/.test(datasetId);
}

function hex(algorithm: string, text: string): string {
  return createHash(algorithm).update(text).digest('hex');
}
