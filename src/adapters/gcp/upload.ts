import { createHash } from 'node:crypto';
import type { FileMetadata, Storage } from '@google-cloud/storage';
import type { GsUrl } from '../../core/gs-url';
import type { WriteOptions } from '../../core/ports/object-store';

/**
 * Uploads by one multipart request (https://cloud.google.com/storage/docs/uploading-objects#uploading-an-object). The
 * client's own upload replaces `{{projectId}}` in names and metadata, and where a checksum differs removes whatever
 * stands under the name by then; here Cloud Storage itself compares the checksum and refuses.
 * @returns what is known of the object; rejects with what the client throws
 */
export function upload(storage: Storage, { bucket, name }: GsUrl, content: WriteOptions & { readonly bytes: Uint8Array }): Promise<FileMetadata> {
  const { bytes, ifGeneration, contentType = 'application/octet-stream', contentEncoding, metadata } = content;
  const md5 = createHash('md5').update(bytes).digest();
  const attributes = JSON.stringify({ name, contentType, contentEncoding, metadata, md5Hash: md5.toString('base64') });
  const boundary = `bytes-of-${md5.toString('hex')}`;
  const request = {
    method: 'POST' as const,
    uri: `${storage.apiEndpoint}/upload/storage/v1/b/${encodeURIComponent(bucket)}/o`,
    qs: { uploadType: 'multipart', ...(ifGeneration !== undefined && { ifGenerationMatch: ifGeneration }) },
    headers: { 'Content-Type': `multipart/related; boundary=${boundary}` },
    body: Buffer.concat([
      Buffer.from(`--${boundary}\r\nContent-Type: application/json; charset=UTF-8\r\n\r\n${attributes}\r\n--${boundary}\r\nContent-Type: ${contentType}\r\n\r\n`),
      bytes,
      Buffer.from(`\r\n--${boundary}--\r\n`),
    ]),
  };
  return new Promise((resolve, reject) => {
    storage.request(request, (error: Error | null, answer: FileMetadata) => (error ? reject(error) : resolve(answer)));
  });
}
