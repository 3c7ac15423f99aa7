import { createHash } from 'node:crypto';
import type { JobReference } from '../../src/core/job';
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

function hex(algorithm: string, text: string): string {
  return createHash(algorithm).update(text).digest('hex');
}
