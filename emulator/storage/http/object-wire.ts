import type { StorageObject } from '../storage-object';
import { aclWire } from './acl-wire';
import { etagOf } from './object-etag';

/** The JSON API's object resource. */
export type ObjectWire = Readonly<Record<string, unknown>>;

/** How much is told, and where links lead. */
export interface ObjectWireOptions {
  /** Where the client reached the server; missing: where the real service is. */
  readonly origin?: string;
  /** With the access control list and the owner. */
  readonly full?: boolean;
  /** Until when the bucket's policy retains it. */
  readonly retentionExpirationTime?: Date;
}

/** An object as the JSON API tells of it. */
export function toObjectWire(object: StorageObject, options: ObjectWireOptions = {}): ObjectWire {
  const { url, generation, metageneration, metadata, storageClass = 'STANDARD', timeCreated, updated, componentCount, timeDeleted } = object;
  const { origin = 'https://storage.googleapis.com', full = false, retentionExpirationTime } = options;
  const path = `/storage/v1/b/${url.bucket}/o/${encodeURIComponent(url.name)}`;
  const { contentType, contentEncoding, contentLanguage, contentDisposition, cacheControl, customTime, temporaryHold, eventBasedHold, retention } = object;
  return {
    kind: 'storage#object',
    id: `${url.bucket}/${url.name}/${generation}`,
    selfLink: `${origin}${path}`,
    mediaLink: `${origin}/download${path}?generation=${generation}&alt=media`,
    name: url.name,
    bucket: url.bucket,
    generation,
    metageneration,
    contentType,
    storageClass,
    size: String(object.sizeBytes),
    // An object that was composed has no MD5.
    md5Hash: componentCount === undefined ? object.md5Hash : undefined,
    contentEncoding,
    contentLanguage,
    contentDisposition,
    cacheControl,
    crc32c: object.crc32c,
    componentCount,
    etag: etagOf(generation, metageneration),
    temporaryHold,
    eventBasedHold,
    retention,
    retentionExpirationTime: retentionExpirationTime?.toISOString(),
    customTime,
    timeCreated: timeCreated.toISOString(),
    updated: updated.toISOString(),
    timeDeleted: timeDeleted?.toISOString(),
    timeStorageClassUpdated: timeCreated.toISOString(),
    timeFinalized: timeCreated.toISOString(),
    metadata: metadata && Object.keys(metadata).length > 0 ? metadata : undefined,
    ...(full && { acl: aclWire(object.acl ?? [], { kind: 'storage#objectAccessControl', origin, path, ...url, generation }), owner: { entity: 'project-owners-123456789012' } }),
  };
}
