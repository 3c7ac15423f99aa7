import type { FastifyReply, FastifyRequest } from 'fastify';
import type { GsUrl } from '../../../src/core/gs-url';
import { chooseParts, type MultipartUploads } from './multipart-uploads';
import { bodyOf, header, originOf, query } from './request-terms';
import type { StorageHttpContext } from './storage-http-context';
import { parseHashHeader, verifiedChecksums } from './upload-checksums';
import { XmlFault } from './xml-faults';
import { xmlAttributes, xmlPreconditions } from './xml-terms';
import { xmlDocument } from './xml-text';

/** The steps of an upload in parts. */
export interface XmlMultipart {
  start(request: FastifyRequest, url: GsUrl): string;
  addPart(request: FastifyRequest, reply: FastifyReply, url: GsUrl): FastifyReply;
  list(request: FastifyRequest, url: GsUrl): string;
  complete(request: FastifyRequest, reply: FastifyReply, url: GsUrl): Promise<string>;
}

export function createXmlMultipart({ storage }: StorageHttpContext, uploads: MultipartUploads): XmlMultipart {
  const idOf = (request: FastifyRequest): string => query(request, 'uploadId') ?? '';

  return {
    start(request, { bucket, name }) {
      const id = uploads.start({ bucket, name }, xmlAttributes(request));
      return xmlDocument('InitiateMultipartUploadResult', { Bucket: bucket, Key: name, UploadId: id });
    },

    addPart(request, reply, url) {
      const bytes = bodyOf(request);
      const contentMd5 = header(request, 'content-md5');
      const sums = verifiedChecksums(bytes, [parseHashHeader(header(request, 'x-goog-hash')), { ...(contentMd5 !== undefined && { md5Hash: contentMd5 }) }]);
      const { etag } = uploads.add(url, idOf(request), { number: Number(query(request, 'partNumber')), bytes });
      return reply.header('ETag', etag).header('X-Goog-Hash', `crc32c=${sums.crc32c},md5=${sums.md5Hash}`).send();
    },

    list(request, url) {
      const parts = uploads.find(url, idOf(request)).parts();
      return xmlDocument('ListPartsResult', {
        Bucket: url.bucket,
        Key: url.name,
        UploadId: idOf(request),
        IsTruncated: false,
        Part: parts.map(({ number, etag, bytes }) => ({ PartNumber: number, ETag: etag, Size: bytes.length })),
      });
    },

    async complete(request, reply, url) {
      const wanted = await parseParts(bodyOf(request).toString('utf8'));
      const upload = uploads.find(url, idOf(request));
      const chosen = chooseParts(upload.parts(), wanted);
      const bytes = Buffer.concat(chosen.map((part) => part.bytes));
      const made = storage.write(url, bytes, { ...upload.attributes, ...xmlPreconditions(request), componentCount: chosen.length });
      uploads.remove(url, idOf(request));
      const etag = `"${Buffer.from(made.md5Hash, 'base64').toString('hex')}-${chosen.length}"`;
      reply.header('X-Goog-Generation', made.generation).header('X-Goog-Hash', `crc32c=${made.crc32c}`);
      return xmlDocument('CompleteMultipartUploadResult', { Location: `${originOf(request)}/${url.bucket}/${encodeURIComponent(url.name)}`, Bucket: url.bucket, Key: url.name, ETag: etag });
    },
  };
}

/** @throws XmlFault MalformedXML */
async function parseParts(text: string): Promise<{ number: number; etag: string }[]> {
  const { XMLParser } = await import('fast-xml-parser');
  try {
    const parser = new XMLParser({ parseTagValue: false, isArray: (name) => name === 'Part' });
    const document = parser.parse(text) as { CompleteMultipartUpload?: { Part?: { PartNumber?: unknown; ETag?: unknown }[] } };
    const parts = document.CompleteMultipartUpload?.Part ?? [];
    return parts.map(({ PartNumber, ETag }) => ({ number: Number(PartNumber), etag: typeof ETag === 'string' ? ETag : '' }));
  } catch {
    throw new XmlFault(400, 'MalformedXML', 'The XML you provided was not well-formed or did not validate against our published schema.');
  }
}
