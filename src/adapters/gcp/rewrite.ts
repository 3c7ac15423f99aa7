import type { File, FileMetadata } from '@google-cloud/storage';
import { DispatchError } from '../../core/errors';
import { formatGsUrl, type GsUrl } from '../../core/gs-url';

/** One answer of objects.rewrite, which copies large objects in several steps; the last has the resource. */
interface RewriteAnswer {
  readonly rewriteToken?: string;
  readonly resource?: FileMetadata;
}

/**
 * Copies by objects.rewrite (https://cloud.google.com/storage/docs/json_api/v1/objects/rewrite). The client's own `copy`
 * has no condition on the live source: asked for a generation, it copies an older one as well.
 * @returns what is known of the copy; rejects with what the client throws
 */
export async function rewrite(source: File, { bucket, name }: GsUrl, ifSourceGenerationMatch: string | undefined): Promise<FileMetadata> {
  const uri = `/rewriteTo/b/${encodeURIComponent(bucket)}/o/${encodeURIComponent(name)}`;
  let rewriteToken: string | undefined;
  for (;;) {
    const qs = { ...(ifSourceGenerationMatch !== undefined && { ifSourceGenerationMatch }), ...(rewriteToken !== undefined && { rewriteToken }) };
    const answer = await new Promise<RewriteAnswer>((resolve, reject) => {
      source.request({ method: 'POST', uri, qs, json: {} }, (error: Error | null, body: RewriteAnswer) => (error ? reject(error) : resolve(body)));
    });
    if (answer.resource) return answer.resource;
    if (answer.rewriteToken === undefined) throw new DispatchError('UNAVAILABLE', `Cloud Storage neither ended nor went on with the copy to ${formatGsUrl({ bucket, name })}`);
    rewriteToken = answer.rewriteToken;
  }
}
