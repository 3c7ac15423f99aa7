import type { GsUrl } from '../gs-url';
import type { ObjectInfo, ObjectStore } from '../ports/object-store';

/** The objects that BigQuery means by a URI with one `*`, which stands for any text, slashes included. */
export async function objectsMatching(objects: ObjectStore, uri: GsUrl): Promise<ObjectInfo[]> {
  const found: ObjectInfo[] = [];
  for await (const info of objects.list({ bucket: uri.bucket, name: uri.name.slice(0, uri.name.indexOf('*')) })) {
    if (matchesWildcard(info.url.name, uri.name)) found.push(info);
  }
  return found;
}

/** Whether a name is one that a name with one `*` stands for. */
export function matchesWildcard(name: string, pattern: string): boolean {
  const [prefix = '', suffix = ''] = pattern.split('*');
  return name.length >= prefix.length + suffix.length && name.startsWith(prefix) && name.endsWith(suffix);
}
