import { createGunzip } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { HttpFault } from '../../http/http-fault';
import type { Preconditions } from '../preconditions';
import type { ObjectVersion, StorageObject } from '../storage-object';
import { parseRange } from './byte-range';
import { etagOf } from './object-etag';
import { checkRead, header, query } from './request-terms';
import { notModified, preconditionFailed } from './storage-faults';

/** How the XML API names an object's state: the MD5 in hexadecimal digits, where there is one. */
export function xmlEtag(object: StorageObject): string {
  if (object.componentCount !== undefined) return `"${etagOf(object.generation, object.metageneration)}"`;
  return `"${Buffer.from(object.md5Hash, 'base64').toString('hex')}"`;
}

/** The headers in which both APIs tell of an object. */
export function objectHeaders({ object, bytes }: ObjectVersion): Record<string, string> {
  const { crc32c, md5Hash, componentCount } = object;
  const optional = { 'Content-Language': object.contentLanguage, 'Content-Disposition': object.contentDisposition };
  return {
    'Cache-Control': object.cacheControl ?? 'no-cache, no-store, max-age=0, must-revalidate',
    'Last-Modified': object.updated.toUTCString(),
    'X-Goog-Generation': object.generation,
    'X-Goog-Metageneration': object.metageneration,
    'X-Goog-Stored-Content-Encoding': object.contentEncoding ?? 'identity',
    'X-Goog-Stored-Content-Length': String(bytes.length),
    'X-Goog-Hash': componentCount === undefined ? `crc32c=${crc32c},md5=${md5Hash}` : `crc32c=${crc32c}`,
    'X-Goog-Storage-Class': object.storageClass ?? 'STANDARD',
    ...(componentCount !== undefined && { 'X-Goog-Component-Count': String(componentCount) }),
    ...Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined) as [string, string][]),
  };
}

/** The user's own metadata as headers; a name or value that no header can have is left out. */
export function metadataHeaders({ metadata = {} }: StorageObject): Record<string, string> {
  const entries = Object.entries(metadata).filter(([name]) => /^[\w!#$%&'*+.^`|~-]+$/.test(name));
  return Object.fromEntries(entries.map(([name, value]) => [`X-Goog-Meta-${name}`, headerText(value)]));
}

/** Text beyond Latin letters goes as its UTF-8 bytes. */
function headerText(value: string): string {
  return Buffer.from(value.replace(/[\0-\x08\x0a-\x1f\x7f]/g, ' ')).toString('latin1');
}

/**
 * Answers with the bytes of an object, or the part of them that was asked for. What is stored with gzip is given
 * unpacked to clients that do not take gzip.
 * @throws HttpFault 304, 416; DispatchError PRECONDITION_FAILED
 */
export function sendMedia(request: FastifyRequest, reply: FastifyReply, version: ObjectVersion & { readonly etag: string; readonly conditions: Preconditions }): FastifyReply {
  const { object, bytes, etag, conditions } = version;
  checkRead(object, conditions);
  checkEtag(request, etag);
  const headers = objectHeaders(version);
  for (const [name, value] of Object.entries(headers)) reply.header(name, headerText(value));
  reply.header('ETag', etag).type(query(request, 'response-content-type') ?? object.contentType ?? 'application/octet-stream');
  const disposition = query(request, 'response-content-disposition');
  if (disposition !== undefined) reply.header('Content-Disposition', headerText(disposition));

  if (isToBeUnpacked(request, version)) {
    reply.header('Warning', '214 UploadServer gunzipped').header('Vary', 'Accept-Encoding');
    if (request.method === 'HEAD') return reply.send();
    const unpacked = createGunzip();
    unpacked.end(bytes);
    return reply.send(unpacked);
  }
  reply.header('Accept-Ranges', 'bytes');
  if (object.contentEncoding !== undefined && object.contentEncoding !== 'identity') reply.header('Content-Encoding', headerText(object.contentEncoding));
  const range = parseRange(header(request, 'range'), bytes.length);
  if (range === 'unsatisfiable') {
    for (const name of [...Object.keys(headers), 'ETag', 'Content-Encoding']) reply.removeHeader(name);
    reply.header('Content-Range', `bytes */${bytes.length}`);
    throw new HttpFault({ status: 416, reason: 'requestedRangeNotSatisfiable', message: 'The requested range cannot be satisfied.' });
  }
  if (!range) return reply.header('Content-Length', bytes.length).send(bytes);
  const part = bytes.subarray(range.first, range.last + 1);
  return reply.code(206).header('Content-Range', `bytes ${range.first}-${range.last}/${bytes.length}`).header('Content-Length', part.length).send(part);
}

/** `If-Match` and `If-None-Match`. @throws HttpFault 412 or 304 */
export function checkEtag(request: FastifyRequest, etag: string): void {
  const names = (list: string | undefined): boolean =>
    list?.split(',').some((item) => item.trim() === '*' || bare(item) === bare(etag)) ?? false;
  const wanted = header(request, 'if-match');
  if (wanted !== undefined && !names(wanted)) throw preconditionFailed();
  if (names(header(request, 'if-none-match'))) throw notModified();
}

const bare = (etag: string): string => etag.trim().replace(/^W\//, '').replaceAll('"', '');

function isToBeUnpacked(request: FastifyRequest, { object, bytes }: ObjectVersion): boolean {
  if (object.contentEncoding?.toLowerCase() !== 'gzip' || bytes[0] !== 0x1f || bytes[1] !== 0x8b) return false;
  if (/\bno-transform\b/i.test(object.cacheControl ?? '')) return false;
  return !/(^|[\s,])(gzip|\*)(?!\s*;\s*q=0(\.0*)?\s*(,|$))/i.test(header(request, 'accept-encoding') ?? '');
}
