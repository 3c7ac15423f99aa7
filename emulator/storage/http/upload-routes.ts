import { gunzipSync } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { parseJsonBody } from '../../http/http-app';
import { HttpFault, badRequest, unsupported } from '../../http/http-fault';
import { parseMultipart } from '../../http/multipart-related';
import { checkPreconditions } from '../preconditions';
import type { StorageObject } from '../storage-object';
import { predefinedAcl } from './acl-wire';
import { findBucket } from './bucket-routes';
import { hasUniformAccess } from './bucket-settings';
import type { JsonRoutes } from './json-routes';
import { readAttributes } from './object-attributes-wire';
import { replyWithObject } from './object-routes';
import { bodyOf, header, jsonBody, jsonObject, originOf, preconditionsOf, query, type JsonObject } from './request-terms';
import type { ResumableUploads } from './resumable-uploads';
import { checkObjectName, required } from './storage-faults';
import type { StorageHttpContext } from './storage-http-context';
import { parseHashHeader, verifiedChecksums, type ExpectedChecksums } from './upload-checksums';

/** Uploads whose results are objects. */
export type ObjectUploads = ResumableUploads<StorageObject, FastifyRequest>;

/** An object that is to be made, all but its bytes. */
interface Draft {
  readonly url: { readonly bucket: string; readonly name: string };
  readonly make: (bytes: Buffer, request: FastifyRequest) => StorageObject;
}

/** Uploads by the JSON API: media, multipart and resumable. */
export function addUploadRoutes(routes: JsonRoutes, context: StorageHttpContext, uploads: ObjectUploads): void {
  const { storage } = context;
  const path = '/b/:bucket/o';

  routes.on('POST', path, async (request, reply) => {
    const type = query(request, 'uploadType') ?? query(request, 'upload_protocol');
    if (type === 'resumable') return start(request, reply);
    if (type === 'multipart') return replyWithObject(context, request, await insertMultipart(request));
    if (type === 'media' || type === undefined) return replyWithObject(context, request, insertMedia(request));
    throw badRequest(`Invalid value for uploadType: ${type}`);
  });

  routes.on('PUT', path, (request, reply) => send(request, reply));

  routes.on('DELETE', path, (request, reply) => {
    uploads.cancel(query(request, 'upload_id') ?? '');
    return reply.code(499).send();
  });

  function insertMedia(request: FastifyRequest): StorageObject {
    const contentType = header(request, 'content-type');
    const { make } = draft(request, { ...(contentType !== undefined && { contentType }) });
    return make(bodyOf(request), request);
  }

  async function insertMultipart(request: FastifyRequest): Promise<StorageObject> {
    // Java packs the whole body.
    const body = header(request, 'content-encoding') === 'gzip' ? unpack(bodyOf(request)) : bodyOf(request);
    const parts = parseMultipart(body, header(request, 'content-type') ?? '');
    const [resource, media] = parts;
    if (parts.length !== 2 || !resource || !media) throw badRequest(`Malformed multipart body: it has ${parts.length} parts, expected 2.`, 'badContent');
    const contentType = media.headers.get('content-type');
    const given = jsonObject(await parseJsonBody(resource.bytes));
    const { make } = draft(request, { ...(contentType !== undefined && { contentType }), ...given });
    const isBase64 = media.headers.get('content-transfer-encoding')?.toLowerCase() === 'base64';
    // A copy, as the part would keep the whole body in memory.
    return make(isBase64 ? Buffer.from(media.bytes.toString('latin1'), 'base64') : Buffer.from(media.bytes), request);
  }

  async function start(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    // Some clients go on with POST.
    if (query(request, 'upload_id') !== undefined) return send(request, reply);
    const contentType = header(request, 'x-upload-content-type');
    const given = await jsonBody(request);
    const { url, make } = draft(request, { ...(contentType !== undefined && { contentType }), ...given });
    const total = header(request, 'x-upload-content-length');
    if (total !== undefined && !/^\d{1,15}$/.test(total)) throw badRequest(`Invalid X-Upload-Content-Length: ${total}`);
    const id = uploads.start(make, total === undefined ? undefined : Number(total));
    const address = `${originOf(request)}/upload/storage/v1/b/${url.bucket}/o?uploadType=resumable&name=${encodeURIComponent(url.name)}&upload_id=${id}`;
    return reply.header('Location', address).header('X-GUploader-UploadID', id).send();
  }

  function send(request: FastifyRequest, reply: FastifyReply): FastifyReply {
    const sent = sendChunk(uploads, request, reply);
    return sent ? reply.send(replyWithObject(context, request, sent)) : reply.send();
  }

  /** What a request wants to make, refused here already where it cannot be. */
  function draft(request: FastifyRequest, resource: JsonObject): Draft {
    const bucket = findBucket(storage, request);
    const name = query(request, 'name') ?? resource.name;
    if (typeof name !== 'string') throw required('name');
    checkObjectName(name);
    if (query(request, 'kmsKeyName') !== undefined) throw unsupported('kmsKeyName');
    const acl = predefinedAcl(query(request, 'predefinedAcl'));
    if (acl && hasUniformAccess(bucket.settings)) {
      throw badRequest('Cannot insert legacy ACL for an object when uniform bucket-level access is enabled. Read more at https://cloud.google.com/storage/docs/uniform-bucket-level-access');
    }
    const contentEncoding = query(request, 'contentEncoding');
    const attributes = { ...readAttributes(resource), ...(contentEncoding !== undefined && { contentEncoding }), ...(acl && { acl }) };
    const url = { bucket: bucket.name, name };
    const conditions = preconditionsOf(request);
    checkPreconditions(url, storage.stat(url), conditions);
    const expected = expectedChecksums(resource);
    return {
      url,
      make(bytes, last) {
        const checksums = verifiedChecksums(bytes, [expected, parseHashHeader(header(request, 'x-goog-hash')), parseHashHeader(header(last, 'x-goog-hash'))]);
        return storage.write(url, bytes, { ...attributes, ...conditions, checksums });
      },
    };
  }
}

/**
 * Takes in a chunk of an upload.
 * @returns the object where the upload is whole; else the reply is made ready to tell how far it is
 */
export function sendChunk(uploads: ObjectUploads, request: FastifyRequest, reply: FastifyReply): StorageObject | undefined {
  const upload = uploads.send({ id: query(request, 'upload_id') ?? '', contentRange: header(request, 'content-range'), bytes: bodyOf(request), request });
  reply.header('X-GUploader-UploadID', upload.id);
  if (upload.result) return upload.result;
  // Go asks for it so, as 308 means something else to HTTP by now.
  if (header(request, 'x-guploader-no-308') === 'yes') reply.code(200).header('X-HTTP-Status-Code-Override', '308');
  else reply.code(308);
  if (upload.sizeBytes > 0) reply.header('Range', `bytes=0-${upload.sizeBytes - 1}`);
  return undefined;
}

function expectedChecksums({ md5Hash, crc32c }: JsonObject): ExpectedChecksums {
  return { ...(typeof md5Hash === 'string' && md5Hash !== '' && { md5Hash }), ...(typeof crc32c === 'string' && crc32c !== '' && { crc32c }) };
}

function unpack(body: Buffer): Buffer {
  try {
    return gunzipSync(body, { maxOutputLength: 2 ** 30 });
  } catch {
    throw new HttpFault({ status: 400, reason: 'badContent', message: 'The body is not gzip, as its Content-Encoding says.' });
  }
}
