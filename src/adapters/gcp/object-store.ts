import type { File, FileMetadata, Storage } from '@google-cloud/storage';
import { DispatchError, hasCode } from '../../core/errors';
import { formatGsUrl, type GsUrl } from '../../core/gs-url';
import type { ObjectInfo, ObjectStore, StoredObject } from '../../core/ports/object-store';
import { rewrite } from './rewrite';
import { statusOf, translateError } from './translate-error';
import { upload } from './upload';

/** How often an object is read anew that is replaced while it is read. */
const READ_ATTEMPTS = 5;

/**
 * Cloud Storage by its JSON API (https://cloud.google.com/storage/docs/json_api/v1/objects).
 * @param storage of `openGoogleClients`, without retries of its own
 */
export function createGcsObjectStore({ storage }: { storage: Storage }): ObjectStore {
  const fileAt = ({ bucket, name }: GsUrl, generation?: string): File => storage.bucket(bucket).file(name, { generation });

  async function stat(url: GsUrl): Promise<ObjectInfo | undefined> {
    if (!canStand(url)) return undefined;
    const metadata = await ifStanding(fileAt(url).getMetadata(), `look up ${formatGsUrl(url)}`);
    return metadata && infoOf(url, metadata[0]);
  }

  /** Bytes and attributes are of one generation; where it was replaced in between, the newer one is read. */
  async function read(url: GsUrl): Promise<StoredObject | undefined> {
    const doing = `read ${formatGsUrl(url)}`;
    for (let attempt = 0; attempt < READ_ATTEMPTS; attempt++) {
      const info = await stat(url);
      if (!info) return undefined;
      const content = await ifStanding(fileAt(url, info.generation).download({ decompress: false }), doing);
      if (content) return { ...info, bytes: content[0] };
    }
    throw new DispatchError('UNAVAILABLE', `${doing}: it was replaced ${READ_ATTEMPTS} times while it was read`);
  }

  return {
    read,
    stat,

    write: (url, bytes, options) => translated(upload(storage, url, { bytes, ...options }).then((metadata) => infoOf(url, metadata)), `write ${formatGsUrl(url)}`),

    async copy(source, destination, { ifSourceGeneration } = {}) {
      const doing = `copy ${formatGsUrl(source)} to ${formatGsUrl(destination)}`;
      if (!canStand(source)) throw new DispatchError('NOT_FOUND', `${doing}: no object can have the name of the source`);
      if (!canStand(destination)) throw new DispatchError('INVALID_REQUEST', `${doing}: no object can have the name of the destination`);
      return infoOf(destination, await translated(rewrite(fileAt(source), destination, ifSourceGeneration), doing));
    },

    async remove(url, { ifGeneration } = {}) {
      if (!canStand(url)) return false;
      try {
        const removal = fileAt(url).delete(ifGeneration === undefined ? {} : { ifGenerationMatch: ifGeneration });
        return (await ifStanding(removal, `remove ${formatGsUrl(url)}`)) !== undefined;
      } catch (error) {
        // Of an object that is absent no condition is asked.
        if (hasCode(error, 'PRECONDITION_FAILED') && !(await stat(url))) return false;
        throw error;
      }
    },

    async *list({ bucket, name }, { from } = {}) {
      // The client replaces this text in prefixes, so that what lies behind it is sorted out here.
      const prefix = name.split('{{projectId}}')[0];
      try {
        for await (const file of storage.bucket(bucket).getFilesStream({ prefix, ...(from !== undefined && { startOffset: from }) }) as AsyncIterable<File>) {
          if (file.name.startsWith(name)) yield infoOf({ bucket, name: file.name }, file.metadata);
        }
      } catch (error) {
        throw translateError(error, { doing: `list ${formatGsUrl({ bucket, name })}` });
      }
    },
  };
}

/** Names that Cloud Storage gives to no object; in the path of a request they would mean the bucket. */
function canStand({ name }: GsUrl): boolean {
  return !['', '.', '..'].includes(name);
}

async function translated<T>(asked: Promise<T>, doing: string): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    throw translateError(error, { doing });
  }
}

/** `undefined` where there is no object; that there is no bucket is an error. */
async function ifStanding<T>(asked: Promise<T>, doing: string): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    // Nothing but the words tells the two apart; a name in them comes later.
    const bucketMissing = /^The specified bucket does not exist/i.test((error as Error).message);
    if (statusOf(error) === 404 && !bucketMissing) return undefined;
    throw translateError(error, { doing });
  }
}

function infoOf(url: GsUrl, metadata: FileMetadata): ObjectInfo {
  const { generation, size, crc32c, md5Hash, contentType, contentEncoding, metadata: own, timeCreated } = metadata;
  if (generation === undefined || timeCreated === undefined) {
    throw new DispatchError('UNAVAILABLE', `Cloud Storage told neither generation nor time of ${formatGsUrl(url)}`);
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
