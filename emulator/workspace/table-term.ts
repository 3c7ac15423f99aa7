import { z } from 'zod';
import type { TableResource } from '../../src/core/job-resource';
import { keyword, text } from '../../src/core/rules/terms';
import type { StoredTable } from '../bigquery/catalog';
import { flag, iamPolicy, int64, kmsKey, labels, list, millis, texts, TIMES, words } from './detail-terms';
import { pickFields } from './pick-fields';

/** The fields of a table that stand in files of their own, or are found out. */
type Elsewhere = 'schema' | 'view' | 'numRows' | 'numBytes' | 'location';

const tableReference = () =>
  z.object({ projectId: text(), datasetId: text(), tableId: text() }, { error: 'an object with projectId, datasetId and tableId' });

const columns = () => list(text('the name of a column'), 'a list of names of columns');

const TABLE_FIELDS = {
  tableReference: z.object({ tableId: text() }, { error: 'an object with tableId' }).optional(),
  type: keyword(['TABLE', 'SNAPSHOT']).optional(),
  friendlyName: words().optional(),
  description: words().optional(),
  labels: labels().optional(),
  expirationTime: millis().optional(),
  timePartitioning: z
    .object({ type: text('DAY, HOUR, MONTH or YEAR'), field: text('the name of a column').optional(), expirationMs: int64().optional(), requirePartitionFilter: flag().optional() }, { error: 'an object with type and field' })
    .optional(),
  rangePartitioning: z
    .object({ field: text('the name of a column'), range: z.object({ start: int64(), end: int64(), interval: int64() }, { error: 'an object with start, end and interval' }) }, { error: 'an object with field and range' })
    .optional(),
  requirePartitionFilter: flag().optional(),
  clustering: z.object({ fields: columns() }, { error: 'an object with fields' }).optional(),
  tableConstraints: z
    .object(
      {
        primaryKey: z.object({ columns: columns() }, { error: 'an object with columns' }).optional(),
        foreignKeys: list(
          z.object({
            name: text().optional(),
            referencedTable: tableReference(),
            columnReferences: list(z.object({ referencingColumn: text(), referencedColumn: text() }, { error: 'an object with referencingColumn and referencedColumn' }), 'a list of columns'),
          }, { error: 'an object with referencedTable and columnReferences' }),
          'a list of foreign keys',
        ).optional(),
      },
      { error: 'an object with primaryKey and foreignKeys' },
    )
    .optional(),
  defaultCollation: words().optional(),
  defaultRoundingMode: words().optional(),
  maxStaleness: words().optional(),
  resourceTags: texts().optional(),
  encryptionConfiguration: kmsKey().optional(),
  snapshotDefinition: z.object({ baseTableReference: tableReference(), snapshotTime: text('a time, as in 2024-03-01T08:00:00Z') }, { error: 'an object with baseTableReference and snapshotTime' }).optional(),
  cloneDefinition: z.object({ baseTableReference: tableReference(), cloneTime: text('a time, as in 2024-03-01T08:00:00Z') }, { error: 'an object with baseTableReference and cloneTime' }).optional(),
  ...TIMES,
} satisfies Record<Exclude<keyof TableResource, Elsewhere>, z.ZodType>;

/** What `<table>.table.json` may hold. */
export const tableTerm = z.object({ ...TABLE_FIELDS, iamPolicy: iamPolicy().optional() }, { error: 'an object with fields of a table' });

export type TableDetails = z.infer<typeof tableTerm>;

/** What `<table>.table.json` tells of a table besides its name and its policy. */
export function detailsOfTable({ resource, stamp: { creationTime, lastModifiedTime } }: StoredTable): object {
  const fields = pickFields(resource, Object.keys(TABLE_FIELDS) as (keyof typeof TABLE_FIELDS)[]);
  const type = resource.type === 'VIEW' ? undefined : resource.type;
  return { ...fields, tableReference: undefined, type, creationTime, lastModifiedTime };
}
