import type { JobReference } from '../../../src/core/job';
import { badRequest, unsupported } from '../../http/http-fault';
import type { Dataset, DatasetDetails, DatasetReference, NewDataset } from '../dataset';
import { USER_EMAIL } from '../job-resource';
import { labelsProblem } from '../labels';

/** Where a dataset without a location lies to clients. */
export const DEFAULT_LOCATION: JobReference['location'] = 'US';

/** Who may do what in a new dataset of which nothing is said. */
const DEFAULT_ACCESS = [
  { role: 'WRITER', specialGroup: 'projectWriters' },
  { role: 'OWNER', specialGroup: 'projectOwners' },
  { role: 'OWNER', userByEmail: USER_EMAIL },
  { role: 'READER', specialGroup: 'projectReaders' },
] as const;

/** The body of a request, as far as clients set it. */
export interface DatasetBody extends DatasetDetails {
  readonly datasetReference?: Partial<DatasetReference>;
  readonly location?: string;
  readonly isCaseInsensitive?: boolean;
  readonly linkedDatasetSource?: object;
  readonly externalDatasetReference?: object;
}

/** The dataset as a client sees it. */
export function toWireDataset({ projectId, datasetId, location = DEFAULT_LOCATION, details, stamp }: Dataset): object {
  const { access = DEFAULT_ACCESS, ...rest } = details;
  return {
    kind: 'bigquery#dataset',
    etag: stamp.etag,
    id: `${projectId}:${datasetId}`,
    selfLink: `https://bigquery.googleapis.com/bigquery/v2/projects/${encodeURIComponent(projectId)}/datasets/${encodeURIComponent(datasetId)}`,
    datasetReference: { datasetId, projectId },
    ...rest,
    access,
    creationTime: stamp.creationTime,
    lastModifiedTime: stamp.lastModifiedTime,
    location,
    type: 'DEFAULT',
  };
}

/** The dataset in a list. */
export function toListedDataset({ projectId, datasetId, location = DEFAULT_LOCATION, details }: Dataset): object {
  const { friendlyName, labels } = details;
  return { kind: 'bigquery#dataset', id: `${projectId}:${datasetId}`, datasetReference: { datasetId, projectId }, labels, friendlyName, location };
}

const SETTABLE = [
  'friendlyName',
  'description',
  'labels',
  'access',
  'defaultTableExpirationMs',
  'defaultPartitionExpirationMs',
  'defaultCollation',
  'defaultRoundingMode',
  'defaultEncryptionConfiguration',
  'maxTimeTravelHours',
  'storageBillingModel',
  'resourceTags',
] as const satisfies readonly (keyof DatasetDetails)[];

/** What clients set, out of a body. @throws HttpFault 400, or 501 for kinds of datasets that are not emulated */
export function detailsOf(body: DatasetBody): DatasetDetails {
  if (body.isCaseInsensitive) throw unsupported('A dataset with isCaseInsensitive');
  if (body.linkedDatasetSource) throw unsupported('A linked dataset (linkedDatasetSource)');
  if (body.externalDatasetReference) throw unsupported('An external dataset (externalDatasetReference)');
  const problem = labelsProblem(body.labels) ?? lifetimeProblem(body);
  if (problem) throw badRequest(problem);
  return Object.fromEntries(SETTABLE.filter((name) => body[name] !== undefined).map((name) => [name, body[name]]));
}

const LEAST_TABLE_LIFETIME_MS = 3_600_000;

function lifetimeProblem({ defaultTableExpirationMs, defaultPartitionExpirationMs }: DatasetBody): string | undefined {
  if (defaultTableExpirationMs !== undefined && defaultTableExpirationMs !== '0' && Number(defaultTableExpirationMs) < LEAST_TABLE_LIFETIME_MS) {
    return 'The default table expiration time has to be at least 1 hour (3600000 milliseconds)';
  }
  return Number(defaultPartitionExpirationMs ?? 0) < 0 ? 'The default partition expiration time must not be negative' : undefined;
}

/** The dataset that a body asks for. @throws HttpFault as detailsOf */
export function newDataset(projectId: string, body: DatasetBody): NewDataset {
  return {
    projectId,
    datasetId: body.datasetReference?.datasetId ?? '',
    location: body.location ?? DEFAULT_LOCATION,
    details: { access: DEFAULT_ACCESS, ...detailsOf(body) },
  };
}
