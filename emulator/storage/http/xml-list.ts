import type { FastifyRequest } from 'fastify';
import { listObjects, type ListPosition } from '../list-objects';
import type { StorageState } from '../storage-state';
import { xmlEtag } from './media-reply';
import { formatPageToken, parsePageToken } from './page-token';
import { count, query } from './request-terms';
import { xmlDocument } from './xml-text';

/** The objects of a bucket as `ListBucketResult`, of the first version or, with `list-type=2`, the second. */
export function xmlObjectList(storage: StorageState, bucket: string, request: FastifyRequest): string {
  const isSecond = query(request, 'list-type') === '2';
  const prefix = query(request, 'prefix') ?? '';
  const delimiter = query(request, 'delimiter');
  const maxKeys = Math.min(count(request, 'max-keys') ?? 1000, 1000);
  const [tokenName] = parsePageToken(isSecond ? query(request, 'continuation-token') : undefined) ?? [];
  const marker = query(request, isSecond ? 'start-after' : 'marker');
  const afterName = tokenName ?? marker;
  const after: ListPosition | undefined = afterName === undefined ? undefined : { name: afterName };
  const listed = maxKeys === 0 ? { objects: [], prefixes: [] } : listObjects(storage, { bucket, prefix, delimiter, limit: maxKeys, after });
  const { objects, prefixes } = listed;
  const next = 'next' in listed ? listed.next : undefined;
  const text = query(request, 'encoding-type') === 'url' ? encodeURIComponent : (name: string): string => name;
  return xmlDocument('ListBucketResult', {
    Name: bucket,
    Prefix: text(prefix),
    ...(isSecond
      ? { ContinuationToken: query(request, 'continuation-token'), StartAfter: marker, KeyCount: objects.length + prefixes.length, NextContinuationToken: next && formatPageToken(next.name) }
      : { Marker: text(marker ?? ''), NextMarker: next && text(next.name) }),
    Delimiter: delimiter,
    MaxKeys: maxKeys,
    IsTruncated: next !== undefined,
    Contents: objects.map((object) => ({
      Key: text(object.url.name),
      Generation: object.generation,
      MetaGeneration: object.metageneration,
      LastModified: object.updated.toISOString(),
      ETag: xmlEtag(object),
      Size: object.sizeBytes,
      StorageClass: object.storageClass ?? 'STANDARD',
    })),
    CommonPrefixes: prefixes.map((name) => ({ Prefix: text(name) })),
  });
}
