import { gunzipSync } from 'node:zlib';
import { objectsMatching } from '../../src/core/actions/wildcard';
import { hasCode } from '../../src/core/errors';
import { formatGsUrl, parseGsUrl, type GsUrl } from '../../src/core/gs-url';
import type { ObjectStore } from '../../src/core/ports/object-store';
import { JobError, uriNotFound } from './job-error';

/** A file that a load job reads. */
export interface SourceFile {
  /** Absent for bytes that came with the request. */
  readonly uri?: string;
  readonly bytes: Uint8Array;
}

/** The files that URIs with at most one `*` each stand for. @throws JobError notFound for a URI that no object answers to */
export async function readSourceFiles(objects: ObjectStore, uris: readonly string[]): Promise<SourceFile[]> {
  const files: SourceFile[] = [];
  for (const uri of uris) {
    const urls = await found(uri, urlsOf(objects, parseGsUrl(uri)));
    if (urls.length === 0) throw uriNotFound(uri);
    for (const url of urls) {
      const object = await found(uri, objects.read(url));
      if (!object) throw uriNotFound(formatGsUrl(url));
      files.push({ uri: formatGsUrl(url), bytes: object.bytes });
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

/** The bytes of a file, unpacked where they are gzip. @throws JobError invalid where they only look like it */
export function unpackFile({ uri, bytes }: SourceFile): Uint8Array {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return gunzipSync(bytes, { maxOutputLength: MAX_UNPACKED_BYTES });
  } catch (error) {
    throw fileError({ uri }, `Failed to decompress gzip file: ${error instanceof Error ? error.message : String(error)}.`);
  }
}

/** That a file as a whole cannot be read. */
export function fileError({ uri }: Pick<SourceFile, 'uri'>, problem: string): JobError {
  const message = `Error while reading data, error message: ${problem}${uri === undefined ? '' : ` File: ${uri}`}`;
  return new JobError({ reason: 'invalid', ...(uri !== undefined && { location: uri }), message });
}

const MAX_UNPACKED_BYTES = 2 ** 30;
