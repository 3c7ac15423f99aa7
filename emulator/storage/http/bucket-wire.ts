import type { Json, StorageBucket } from '../storage-bucket';
import { aclWire, PROJECT_NUMBER, PROJECT_PRIVATE } from './acl-wire';
import { locationTypeOf } from './bucket-settings';
import { bucketEtag } from './object-etag';
import { readAcl } from './object-attributes-wire';

/** A bucket as the JSON API tells of it. @param options.full with the lists of access control and the owner */
export function toBucketWire(bucket: StorageBucket, { origin, full }: { origin: string; full: boolean }): Readonly<Record<string, unknown>> {
  const { name, settings, metageneration, timeCreated, updated } = bucket;
  const location = typeof settings.location === 'string' ? settings.location : 'US';
  const { acl, defaultObjectAcl, storageClass = 'STANDARD', iamConfiguration, ...others } = settings;
  const path = `/storage/v1/b/${name}`;
  const open = { enabled: false };
  const place = { origin, path, bucket: name };
  return {
    kind: 'storage#bucket',
    selfLink: `${origin}${path}`,
    id: name,
    name,
    projectNumber: PROJECT_NUMBER,
    metageneration,
    location,
    locationType: locationTypeOf(location),
    storageClass,
    etag: bucketEtag(metageneration),
    timeCreated: timeCreated.toISOString(),
    updated: updated.toISOString(),
    iamConfiguration: iamConfiguration ?? { publicAccessPrevention: 'inherited', uniformBucketLevelAccess: open, bucketPolicyOnly: open },
    ...others,
    labels: isEmpty(others.labels) ? undefined : others.labels,
    ...(full && {
      acl: aclWire(readAcl(acl) ?? PROJECT_PRIVATE, { kind: 'storage#bucketAccessControl', ...place }),
      defaultObjectAcl: aclWire(readAcl(defaultObjectAcl) ?? PROJECT_PRIVATE, { kind: 'storage#objectAccessControl', ...place }),
      owner: { entity: `project-owners-${PROJECT_NUMBER}` },
    }),
  };
}

function isEmpty(value: Json | undefined): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

