import { DispatchError } from './errors';

/** The address of an object, or of a folder where the name is empty or ends in a slash. */
export interface GsUrl {
  readonly bucket: string;
  /** The object's name, as it is: no percent-encoding, any UTF-8 text of up to 1,024 bytes. */
  readonly name: string;
}

const SHAPE = /^gs:\/\/([a-z0-9][a-z0-9._-]{1,220}[a-z0-9])(?:\/([^]*))?$/;

/**
 * Reads `gs://bucket/object`. The object part may be empty.
 * @throws DispatchError INVALID_GS_URL
 */
export function parseGsUrl(text: string): GsUrl {
  const found = SHAPE.exec(text);
  if (!found) {
    throw new DispatchError('INVALID_GS_URL', `${JSON.stringify(text)} is not a Cloud Storage URL; expected gs://bucket/object`);
  }
  return { bucket: found[1] as string, name: found[2] ?? '' };
}

/** Whether a text is such a URL; jobs may load from elsewhere. */
export function isGsUrl(text: string): boolean {
  return SHAPE.test(text);
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
