import type { GsUrl } from '../../../src/core/gs-url';
import { createHash } from 'node:crypto';
import { notFound } from '../../http/http-fault';
import type { ObjectAttributes } from '../object-attributes';
import type { StorageHttpContext } from './storage-http-context';
import { XmlFault } from './xml-faults';

/** A part that has arrived. */
export interface UploadPart {
  readonly number: number;
  readonly bytes: Buffer;
  /** Its MD5 in hexadecimal digits, in quotes. */
  readonly etag: string;
}

export interface MultipartUpload {
  readonly url: GsUrl;
  readonly attributes: ObjectAttributes;
  /** In the order of their numbers. */
  parts(): readonly UploadPart[];
}

/** Uploads in parts, of the XML API. Members that take an ID throw HttpFault 404 for one that is not of `url`. */
export interface MultipartUploads {
  start(url: GsUrl, attributes: ObjectAttributes): string;
  find(url: GsUrl, id: string): MultipartUpload;
  /** Adds a part, or replaces that of the same number. @throws XmlFault InvalidArgument for a number that no part has */
  add(url: GsUrl, id: string, part: { number: number; bytes: Buffer }): UploadPart;
  /** Ends an upload. */
  remove(url: GsUrl, id: string): void;
}

const MAX_PARTS = 10_000;

export function createMultipartUploads({ newId }: Pick<StorageHttpContext, 'newId'>): MultipartUploads {
  const uploads = new Map<string, { readonly url: GsUrl; readonly attributes: ObjectAttributes; readonly parts: Map<number, UploadPart> }>();

  function find(url: GsUrl, id: string) {
    const found = uploads.get(id);
    if (found?.url.bucket !== url.bucket || found.url.name !== url.name) throw notFound('No such upload');
    return found;
  }

  return {
    start(url, attributes) {
      const id = newId();
      uploads.set(id, { url, attributes, parts: new Map() });
      return id;
    },

    find(url, id) {
      const { attributes, parts } = find(url, id);
      return { url, attributes, parts: () => [...parts.values()].sort((a, b) => a.number - b.number) };
    },

    add(url, id, { number, bytes }) {
      if (!Number.isInteger(number) || number < 1 || number > MAX_PARTS) throw new XmlFault(400, 'InvalidArgument', `Part number must be between 1 and ${MAX_PARTS}.`);
      const part = { number, bytes, etag: `"${createHash('md5').update(bytes).digest('hex')}"` };
      find(url, id).parts.set(number, part);
      return part;
    },

    remove(url, id) {
      find(url, id);
      uploads.delete(id);
    },
  };
}

/** The parts that a client wants joined, in their order. @throws XmlFault InvalidPart, InvalidPartOrder, MalformedXML */
export function chooseParts(stored: readonly UploadPart[], wanted: readonly { number: number; etag: string }[]): readonly UploadPart[] {
  if (wanted.length === 0) throw new XmlFault(400, 'MalformedXML', 'The list of parts is empty.');
  return wanted.map(({ number, etag }, index) => {
    if (index > 0 && number <= (wanted[index - 1] as { number: number }).number) {
      throw new XmlFault(400, 'InvalidPartOrder', 'The list of parts was not in ascending order.');
    }
    const part = stored.find((candidate) => candidate.number === number);
    if (!part || part.etag.replaceAll('"', '') !== etag.replaceAll('"', '')) {
      throw new XmlFault(400, 'InvalidPart', `One or more of the specified parts could not be found: part ${number}.`);
    }
    return part;
  });
}
