import type { File, FileMetadata, Storage } from '@google-cloud/storage';
import { DispatchError } from '../../core/errors';
import { formatGsUrl, type GsUrl } from '../../core/gs-url';
import type { ObjectInfo, ObjectStore, StoredObject } from '../../core/ports/object-store';
import { statusOf, translateError } from './translate-error';

/**
 * Cloud Storage by its JSON API (https://cloud.google.com/storage/docs/json_api/v1/objects).
 * @param storage a client without retries of its own
 */
export function createGcsObjectStore({ storage }: { storage: Storage }): ObjectStore {
  const fileAt = ({ bucket, name }: GsUrl, generation?: string): File => storage.bucket(bucket).file(name, { generation });

  async function stat(url: GsUrl): Promise<ObjectInfo | undefined> {
    const metadata = await ifStanding(fileAt(url).getMetadata(), url, 'look up');
    return metadata && infoOf(url, metadata[0]);
  }

  async function read(url: GsUrl): Promise<StoredObject | undefined> {
    for (;;) {
      const info = await stat(url);
      if (!info) return undefined;
      // Bytes and attributes are of one generation; where it was replaced in between, the newer one is read.
      const content = await ifStanding(fileAt(url, info.generation).download({ decompress: false }), url, 'read');
      if (content) return { ...info, bytes: content[0] };
    }
  }

  return {
    read,
    stat,

    async write(url, bytes, { ifGeneration, contentType = 'application/octet-stream', contentEncoding, metadata } = {}) {
      const file = fileAt(url);
      const preconditionOpts = ifGeneration === undefined ? undefined : { ifGenerationMatch: ifGeneration };
      try {
        await file.save(Buffer.from(bytes), { resumable: false, preconditionOpts, metadata: { contentType, contentEncoding, metadata: metadata && { ...metadata } } });
        return infoOf(url, file.metadata);
      } catch (error) {
        throw translateError(error, `write ${formatGsUrl(url)}`);
      }
    },

    async copy(source, destination, { ifSourceGeneration } = {}) {
      const doing = `copy ${formatGsUrl(source)} to ${formatGsUrl(destination)}`;
      const to = `/rewriteTo/b/${encodeURIComponent(destination.bucket)}/o/${encodeURIComponent(destination.name)}`;
      try {
        let rewriteToken: string | undefined;
        for (;;) {
          const answer = await rewrite(fileAt(source), to, { ifSourceGenerationMatch: ifSourceGeneration, rewriteToken });
          if (answer.resource) return infoOf(destination, answer.resource);
          rewriteToken = answer.rewriteToken;
        }
      } catch (error) {
        throw translateError(error, doing);
      }
    },

    async remove(url, { ifGeneration } = {}) {
      const removed = await ifStanding(fileAt(url).delete(ifGeneration === undefined ? {} : { ifGenerationMatch: ifGeneration }), url, 'remove');
      return removed !== undefined;
    },

    async *list(prefix) {
      try {
        const files = storage.bucket(prefix.bucket).getFilesStream({ prefix: prefix.name });
        for await (const file of files as AsyncIterable<File>) yield infoOf({ bucket: prefix.bucket, name: file.name }, file.metadata);
      } catch (error) {
        throw translateError(error, `list ${formatGsUrl(prefix)}`);
      }
    },
  };
}

/** One answer of objects.rewrite, which copies large objects in several steps; the last has the resource. */
interface RewriteAnswer {
  readonly rewriteToken?: string;
  readonly resource?: FileMetadata;
}

/** `File.copy` cannot ask for a generation without naming an older one, so the request is made here. */
function rewrite(source: File, uri: string, qs: Readonly<Record<string, string | undefined>>): Promise<RewriteAnswer> {
  const given = Object.fromEntries(Object.entries(qs).filter(([, value]) => value !== undefined));
  return new Promise((resolve, reject) => {
    source.request({ method: 'POST', uri, qs: given, json: {} }, (error: Error | null, body: RewriteAnswer) => (error ? reject(error) : resolve(body)));
  });
}

/** `undefined` where there is no object; that there is no bucket is an error. */
async function ifStanding<T>(asked: Promise<T>, url: GsUrl, doing: string): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    const bucketMissing = /bucket does not exist/i.test((error as Error).message);
    if (statusOf(error) === 404 && !bucketMissing) return undefined;
    throw translateError(error, `${doing} ${formatGsUrl(url)}`);
  }
}

function infoOf(url: GsUrl, metadata: FileMetadata): ObjectInfo {
  const { generation, size, crc32c, md5Hash, contentType, contentEncoding, metadata: own, timeCreated } = metadata;
  if (generation === undefined || timeCreated === undefined) {
    throw new DispatchError('INTERNAL', `Cloud Storage told neither generation nor time of ${formatGsUrl(url)}`);
  }
  return {
    url,
    generation: String(generation),
    sizeBytes: Number(size),
    crc32c: crc32c ?? '',
    md5Hash: md5Hash ?? '',
    contentType,
    contentEncoding,
    metadata: own && Object.fromEntries(Object.entries(own).map(([key, value]) => [key, String(value)])),
    timeCreated: new Date(timeCreated),
  };
}
