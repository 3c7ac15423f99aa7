import assert from 'node:assert/strict';
import { DispatchError, type ErrorCode } from '../errors';
import type { GsUrl } from '../gs-url';
import type { ObjectInfo, ObjectStore } from './object-store';

/** What a promise is tested with: the store, and addresses below a folder that is empty at first and emptied afterwards. */
export interface Workplace {
  readonly store: ObjectStore;
  readonly at: (name: string) => GsUrl;
}

/** Tests by their titles. */
export type Promises = Readonly<Record<string, (workplace: Workplace) => Promise<void>>>;

export const text = (content: string): Buffer => Buffer.from(content);

export async function rejects(promise: Promise<unknown>, code: ErrorCode): Promise<void> {
  await assert.rejects(promise, (error) => {
    assert.ok(error instanceof DispatchError, `expected a DispatchError, got ${String(error)}`);
    assert.equal(error.code, code, error.message);
    return true;
  });
}

export async function listAll(store: ObjectStore, prefix: GsUrl): Promise<ObjectInfo[]> {
  const found: ObjectInfo[] = [];
  for await (const info of store.list(prefix)) found.push(info);
  return found;
}

export async function namesBelow(store: ObjectStore, folder: GsUrl): Promise<string[]> {
  return (await listAll(store, folder)).map(({ url }) => url.name.slice(folder.name.length));
}

export async function bytesAt(store: ObjectStore, url: GsUrl): Promise<Buffer | undefined> {
  const found = await store.read(url);
  return found && Buffer.from(found.bytes);
}

export function infoOf(object: ObjectInfo | undefined): Record<string, unknown> {
  const { url, generation, sizeBytes, crc32c, md5Hash, timeCreated } = object ?? {};
  return { url, generation, sizeBytes, crc32c, md5Hash, timeCreated, ...attributesOf(object) };
}

export function attributesOf(object: ObjectInfo | undefined): Record<string, unknown> {
  const { contentType, contentEncoding, metadata } = object ?? {};
  return { contentType, contentEncoding, metadata: metadata && { ...metadata } };
}

export async function inBatches<T>(items: readonly T[], task: (item: T) => Promise<unknown>): Promise<void> {
  for (let start = 0; start < items.length; start += 50) await Promise.all(items.slice(start, start + 50).map(task));
}
