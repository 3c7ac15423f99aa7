import type { FastifyRequest } from 'fastify';

/** Where the bytes of a request stand in the object that is uploaded. */
export interface UploadedBytes {
  readonly resumable: boolean;
  readonly start: number;
  /** The first byte after them. */
  readonly end: number;
  readonly total: string;
}

/** @returns `undefined` for a request that carries none */
export function uploadedBytes({ body, headers, method, query }: FastifyRequest): UploadedBytes | undefined {
  if (!Buffer.isBuffer(body) || body.length === 0) return undefined;
  const resumable = method === 'PUT' && typeof query === 'object' && query !== null && 'upload_id' in query;
  if (!resumable) return { resumable, start: 0, end: body.length, total: String(body.length) };
  const range = /^bytes (\d+)-(?:\d+|\*)\/(\d+|\*)$/.exec(headers['content-range'] ?? '');
  const start = Number(range?.[1] ?? 0);
  return { resumable, start, end: start + body.length, total: range?.[2] ?? String(body.length) };
}

/** Leaves of an upload what lies before a byte, as if the rest had not arrived. */
export function partOfUpload(request: FastifyRequest, { start, end, total }: UploadedBytes, before: number): void {
  if (end <= before && String(end) !== total) return;
  const kept = Math.max(0, before - start);
  request.body = (request.body as Buffer).subarray(0, kept);
  request.headers['content-range'] = kept === 0 ? `bytes */${total}` : `bytes ${start}-${start + kept - 1}/${total}`;
  request.headers['content-length'] = String(kept);
}
