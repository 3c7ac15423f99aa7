import { z } from 'zod';
import { text } from '../../src/core/rules/terms';
import type { Dataset, DatasetDetails, NewDataset, Times } from '../bigquery/dataset';
import { anyObject, int64, kmsKey, labels, list, texts, TIMES, words } from './detail-terms';
import { pickFields } from './pick-fields';

const DETAILS = {
  friendlyName: words().optional(),
  description: words().optional(),
  labels: labels().optional(),
  access: list(anyObject(), 'a list of objects').optional(),
  defaultTableExpirationMs: int64().optional(),
  defaultPartitionExpirationMs: int64().optional(),
  defaultCollation: words().optional(),
  defaultRoundingMode: words().optional(),
  defaultEncryptionConfiguration: kmsKey().optional(),
  maxTimeTravelHours: int64().optional(),
  storageBillingModel: words().optional(),
  resourceTags: texts().optional(),
} satisfies Record<keyof DatasetDetails, z.ZodType>;

/** What `dataset.json` may hold. */
export const datasetTerm = z.object(
  {
    datasetReference: z.object({ projectId: text().optional(), datasetId: text().optional() }, { error: 'an object with projectId and datasetId' }).optional(),
    location: text('a location such as US or europe-west1').optional(),
    ...DETAILS,
    ...TIMES,
  },
  { error: 'an object with fields of a dataset' },
);

export type DatasetFile = z.infer<typeof datasetTerm>;

/** What `dataset.json` tells of a dataset besides its name. */
export function detailsOfDataset({ location, details, stamp: { creationTime, lastModifiedTime } }: Dataset): DatasetFile {
  return { location, ...details, access: details.access?.map((entry) => ({ ...entry })), creationTime, lastModifiedTime };
}

/** What a dataset is made with, from its `dataset.json`. */
export function recordedDataset(file: DatasetFile): Pick<NewDataset, 'location' | 'details'> & { readonly times: Partial<Times> } {
  const { location, creationTime, lastModifiedTime } = file;
  const details = pickFields(file, Object.keys(DETAILS) as (keyof DatasetDetails)[]);
  return { ...(location !== undefined && { location }), details, times: { creationTime, lastModifiedTime } };
}
