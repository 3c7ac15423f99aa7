import type { GsUrl } from '../gs-url';
import type { ObjectInfo, ObjectStore } from '../ports/object-store';

/** The objects that BigQuery means by a URI with one `*`, which stands for any text, slashes included. */
export async function objectsMatching(objects: ObjectStore, uri: GsUrl): Promise<ObjectInfo[]> {
  const star = uri.name.indexOf('*');
  const prefix = uri.name.slice(0, star);
  const suffix = uri.name.slice(star + 1);
  const found: ObjectInfo[] = [];
  for await (const info of objects.list({ bucket: uri.bucket, name: prefix })) {
    if (info.url.name.length >= prefix.length + suffix.length && info.url.name.endsWith(suffix)) found.push(info);
  }
  return found;
}
