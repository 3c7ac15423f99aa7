import type { TableReference } from '../../../src/core/table-ref';
import type { Catalog } from '../catalog';
import { bytesOf } from './engine/execute';
import type { StatementOutcome } from './engine/statement-outcome';

/** BigQuery bills whole megabytes and at least ten. */
const MEGABYTE = 1_048_576;
const LEAST_BILLED = 10 * MEGABYTE;

/** What `statistics` tells of a statement that was run. */
export function statisticsOf(outcome: StatementOutcome, catalog: Catalog): { readonly totalBytesProcessed: string; readonly query: Record<string, unknown> } {
  const bytes = bytesOf(outcome.references, { catalog });
  const billed = bytes === 0 ? 0 : Math.max(LEAST_BILLED, Math.ceil(bytes / MEGABYTE) * MEGABYTE);
  const referencedTables = distinct(outcome.references);
  return {
    totalBytesProcessed: String(bytes),
    query: {
      statementType: outcome.statementType,
      totalBytesProcessed: String(bytes),
      totalBytesBilled: String(billed),
      billingTier: bytes === 0 ? 0 : 1,
      totalSlotMs: '0',
      cacheHit: false,
      totalPartitionsProcessed: '0',
      ...(referencedTables.length > 0 && { referencedTables }),
      ...outcome.statistics,
    },
  };
}

function distinct(references: readonly TableReference[]): TableReference[] {
  return [...new Map(references.map((ref) => [JSON.stringify([ref.projectId, ref.datasetId, ref.tableId]), ref])).values()];
}
