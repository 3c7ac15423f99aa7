import { gunzipSync } from 'node:zlib';
import { objectsMatching } from '../../src/core/actions/wildcard';
import { hasCode } from '../../src/core/errors';
import { formatGsUrl, parseGsUrl, type GsUrl } from '../../src/core/gs-url';
import type { ObjectStore } from '../../src/core/ports/object-store';
import { JobError, uriNotFound } from './job-error';

/** A file that a load job reads. */
export interface SourceFile {
  readonly uri: string;
  /** As stored, before it is unpacked. */
  readonly sizeBytes: number;
  readonly text: string;
}

export type Encoding = 'UTF-8' | 'ISO-8859-1';

/** The files that URIs with at most one `*` each stand for. @throws JobError notFound for a URI that no object answers to */
export async function readSourceFiles(objects: ObjectStore, uris: readonly string[], encoding: Encoding): Promise<SourceFile[]> {
  const files: SourceFile[] = [];
  for (const uri of uris) {
    const urls = await found(uri, urlsOf(objects, parseGsUrl(uri)));
    if (urls.length === 0) throw uriNotFound(uri);
    for (const url of urls) {
      const object = await found(uri, objects.read(url));
      if (!object) throw uriNotFound(formatGsUrl(url));
      files.push({ uri: formatGsUrl(url), sizeBytes: object.sizeBytes, text: decode(formatGsUrl(url), object.bytes, encoding) });
    }
  }
  return files;
}

async function urlsOf(objects: ObjectStore, url: GsUrl): Promise<GsUrl[]> {
  if (!url.name.includes('*')) return [url];
  return (await objectsMatching(objects, url)).map((info) => info.url);
}

/** A bucket that does not exist is to BigQuery a URI that does not. */
async function found<T>(uri: string, promise: Promise<T>): Promise<T> {
  try {
    return await promise;
  } catch (error) {
    if (hasCode(error, 'NOT_FOUND')) throw uriNotFound(uri);
    throw error;
  }
}

function decode(uri: string, bytes: Uint8Array, encoding: Encoding): string {
  const plain = bytes[0] === 0x1f && bytes[1] === 0x8b ? unzip(uri, bytes) : bytes;
  if (encoding === 'ISO-8859-1') return Buffer.from(plain.buffer, plain.byteOffset, plain.byteLength).toString('latin1');
  return new TextDecoder().decode(plain);
}

function unzip(uri: string, bytes: Uint8Array): Uint8Array {
  try {
    return gunzipSync(bytes);
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    const message = `Error while reading data, error message: Failed to decompress gzip file: ${cause}. File: ${uri}`;
    throw new JobError({ reason: 'invalid', location: uri, message });
  }
}
