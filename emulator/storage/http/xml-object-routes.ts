import type { FastifyReply, FastifyRequest } from 'fastify';
import type { GsUrl } from '../../../src/core/gs-url';
import { unsupported } from '../../http/http-fault';
import type { StorageObject } from '../storage-object';
import { checkPreconditions } from '../preconditions';
import { findBucket } from './bucket-routes';
import { metadataHeaders, sendMedia, xmlEtag } from './media-reply';
import { createMultipartUploads } from './multipart-uploads';
import { bodyOf, generationOf, header, originOf, param, query } from './request-terms';
import { checkObjectName, noSuchBucket, noSuchObject, notModified, preconditionFailed } from './storage-faults';
import type { StorageHttpContext } from './storage-http-context';
import { parseHashHeader, verifiedChecksums } from './upload-checksums';
import { sendChunk, type ObjectUploads } from './upload-routes';
import { createXmlMultipart } from './xml-multipart-routes';
import { copySource, xmlAttributes, xmlPreconditions } from './xml-terms';
import { xmlDocument } from './xml-text';

const SUBRESOURCES = ['acl', 'compose', 'tagging', 'retention', 'legal-hold', 'torrent', 'encryption'];

/** Answers requests for objects by the XML API. */
export function createXmlObjects(context: StorageHttpContext, uploads: ObjectUploads): (request: FastifyRequest, reply: FastifyReply) => unknown {
  const { storage } = context;
  const parts = createMultipartUploads(context);
  const multipart = createXmlMultipart(context, parts);

  return (request, reply) => {
    const url = { bucket: findBucket(storage, request).name, name: param(request, '*') };
    const asked = (name: string): boolean => Object.hasOwn(request.query as object, name);
    const subresource = SUBRESOURCES.find(asked);
    if (subresource !== undefined) throw unsupported(`${request.method} of an object's ${subresource} by the XML API`);
    const isUpload = asked('uploadId');
    switch (request.method) {
      case 'GET':
      case 'HEAD':
        return isUpload ? reply.type('application/xml; charset=UTF-8').send(multipart.list(request, url)) : read(request, reply, url);
      case 'PUT':
        if (asked('upload_id')) return send(request, reply);
        if (header(request, 'x-goog-resumable') === 'start') return start(request, reply, url);
        return isUpload ? putPart(request, reply, url) : put(request, reply, url);
      case 'POST':
        if (asked('upload_id')) return send(request, reply);
        if (header(request, 'x-goog-resumable') === 'start') return start(request, reply, url);
        return post(request, reply, url);
      case 'DELETE':
        return remove(request, reply, url);
      default:
        throw unsupported(`${request.method} of an object by the XML API`);
    }
  };

  function read(request: FastifyRequest, reply: FastifyReply, url: GsUrl): FastifyReply {
    const generation = generationOf(request);
    const found = storage.version(url, generation);
    if (!found) throw noSuchObject(url, generation);
    for (const [name, value] of Object.entries(metadataHeaders(found.object))) reply.header(name, value);
    checkTimes(request, found.object);
    return sendMedia(request, reply, { ...found, etag: xmlEtag(found.object), conditions: xmlPreconditions(request) });
  }

  function put(request: FastifyRequest, reply: FastifyReply, url: GsUrl): FastifyReply {
    checkObjectName(url.name);
    const source = copySource(request);
    if (source) return copy(request, reply, { url, source });
    const made = make(request, url)(bodyOf(request), request);
    return describe(reply, made).send();
  }

  function putPart(request: FastifyRequest, reply: FastifyReply, url: GsUrl): FastifyReply {
    if (copySource(request)) throw unsupported('a part copied from an object');
    return multipart.addPart(request, reply, url);
  }

  function copy(request: FastifyRequest, reply: FastifyReply, { url, source }: { url: GsUrl; source: { url: GsUrl; generation?: string } }): FastifyReply {
    if (!storage.bucket(source.url.bucket)) throw noSuchBucket();
    if (!storage.version(source.url, source.generation)) throw noSuchObject(source.url, source.generation);
    const directive = header(request, 'x-goog-metadata-directive') ?? header(request, 'x-amz-metadata-directive');
    const copied = storage.copy(source.url, url, {
      source: xmlPreconditions(request, 'copy-source-'),
      destination: xmlPreconditions(request),
      generation: source.generation,
      ...(directive?.toUpperCase() === 'REPLACE' && { attributes: xmlAttributes(request) }),
    });
    const result = { LastModified: copied.updated.toISOString(), ETag: xmlEtag(copied) };
    return describe(reply, copied).type('application/xml; charset=UTF-8').send(xmlDocument('CopyObjectResult', result));
  }

  async function post(request: FastifyRequest, reply: FastifyReply, url: GsUrl): Promise<FastifyReply> {
    checkObjectName(url.name);
    reply.type('application/xml; charset=UTF-8');
    if (Object.hasOwn(request.query as object, 'uploads')) return reply.send(multipart.start(request, url));
    if (Object.hasOwn(request.query as object, 'uploadId')) return reply.send(await multipart.complete(request, reply, url));
    throw unsupported('POST of an object by the XML API');
  }

  function remove(request: FastifyRequest, reply: FastifyReply, url: GsUrl): FastifyReply {
    const [part, upload] = [query(request, 'uploadId'), query(request, 'upload_id')];
    if (upload !== undefined) {
      uploads.cancel(upload);
      return reply.code(499).send();
    }
    if (part !== undefined) parts.remove(url, part);
    else if (!storage.remove(url, { ...xmlPreconditions(request), generation: generationOf(request) })) throw noSuchObject(url);
    return reply.code(204).send();
  }

  function start(request: FastifyRequest, reply: FastifyReply, url: GsUrl): FastifyReply {
    checkObjectName(url.name);
    const id = uploads.start(make(request, url));
    const address = `${originOf(request)}/${url.bucket}/${encodeURIComponent(url.name)}?upload_id=${id}`;
    return reply.code(201).header('Location', address).header('X-GUploader-UploadID', id).send();
  }

  function send(request: FastifyRequest, reply: FastifyReply): FastifyReply {
    const made = sendChunk(uploads, request, reply);
    return made ? describe(reply, made).send() : reply.send();
  }

  /** How to make the object that a request describes; the bytes may come with a later one. */
  function make(request: FastifyRequest, url: GsUrl): (bytes: Buffer, last: FastifyRequest) => StorageObject {
    const attributes = xmlAttributes(request);
    const conditions = xmlPreconditions(request);
    checkPreconditions(url, storage.stat(url), conditions);
    return (bytes, last) => {
      const md5Hash = header(last, 'content-md5');
      const expected = [parseHashHeader(header(last, 'x-goog-hash')), md5Hash === undefined ? {} : { md5Hash }];
      return storage.write(url, bytes, { ...attributes, ...conditions, checksums: verifiedChecksums(bytes, expected) });
    };
  }
}

function describe(reply: FastifyReply, object: StorageObject): FastifyReply {
  const hash = object.componentCount === undefined ? `crc32c=${object.crc32c},md5=${object.md5Hash}` : `crc32c=${object.crc32c}`;
  const headers = { ETag: xmlEtag(object), 'X-Goog-Generation': object.generation, 'X-Goog-Metageneration': object.metageneration, 'X-Goog-Hash': hash };
  return reply.headers({ ...headers, 'X-Goog-Stored-Content-Length': String(object.sizeBytes), 'X-Goog-Stored-Content-Encoding': object.contentEncoding ?? 'identity' });
}

/** `If-Modified-Since` and `If-Unmodified-Since`, to the second. @throws HttpFault 304 or 412 */
function checkTimes(request: FastifyRequest, { updated }: StorageObject): void {
  const seconds = Math.floor(updated.getTime() / 1000);
  const since = Date.parse(header(request, 'if-modified-since') ?? '') / 1000;
  const until = Date.parse(header(request, 'if-unmodified-since') ?? '') / 1000;
  if (seconds > until) throw preconditionFailed();
  if (seconds <= since && header(request, 'if-none-match') === undefined) throw notModified();
}
