import { bucketNameProblem } from './bucket-name';
import { DispatchError } from './errors';

/** The address of an object, or of a folder where the name is empty or ends in a slash. */
export interface GsUrl {
  readonly bucket: string;
  /** The object's name, as it is: no percent-encoding, any UTF-8 text of up to 1,024 bytes. */
  readonly name: string;
}

const SHAPE = /^gs:\/\/([^/]*)(?:\/([^]*))?$/;

/**
 * Reads `gs://bucket/object`. The object part may be empty.
 * @throws DispatchError INVALID_GS_URL
 */
export function parseGsUrl(text: string): GsUrl {
  const [, bucket, name = ''] = SHAPE.exec(text) ?? [];
  const problem = bucket === undefined ? 'expected gs://bucket/object' : bucketNameProblem(bucket);
  if (bucket === undefined || problem !== undefined) {
    throw new DispatchError('INVALID_GS_URL', `${JSON.stringify(text)} is not a Cloud Storage URL: ${problem ?? ''}`);
  }
  return { bucket, name };
}

/** Whether a text is such a URL; jobs may load from elsewhere. */
export function isGsUrl(text: string): boolean {
  const bucket = SHAPE.exec(text)?.[1];
  return bucket !== undefined && bucketNameProblem(bucket) === undefined;
}

/** The object's address as one text, `gs://bucket/object`. */
export function formatGsUrl(url: GsUrl): string {
  return `gs://${url.bucket}/${url.name}`;
}

/** The object `path` in a folder; the folder's slash may be missing. */
export function childUrl(folder: GsUrl, path: string): GsUrl {
  const prefix = folder.name === '' || folder.name.endsWith('/') ? folder.name : `${folder.name}/`;
  return { bucket: folder.bucket, name: prefix + path };
}
