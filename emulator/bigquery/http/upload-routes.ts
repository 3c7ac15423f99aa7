import { HttpFault, badRequest } from '../../http/http-fault';
import { parseJsonBody } from '../../http/http-app';
import { parseContentRange, type ContentRange } from '../../http/content-range';
import { parseMultipart } from '../../http/multipart-related';
import { beginJob } from './begin-job';
import { invalidParameter, textOf, type Call } from './call';
import type { BigQueryHttpContext } from './http-context';
import type { JobBody } from './job-routes';
import { locateJob } from './job-location';
import { toWireJob } from './job-wire';
import { parseMessage } from './messages/parse-message';
import type { Route } from './route';
import { createUploadSessions, type UploadSession } from './upload-sessions';

const PATH = '/projects/:projectId/jobs';

/** Local files that load jobs read, in one request (multipart) or in pieces (resumable). */
export function uploadRoutes(context: BigQueryHttpContext): readonly Route[] {
  const sessions = createUploadSessions();

  async function load(projectId: string, body: unknown, upload: Uint8Array): Promise<object> {
    return toWireJob(await beginJob({ ...jobOf(body), projectId, upload }, context));
  }

  async function multipart(call: Call): Promise<object> {
    const [metadata, file, ...more] = parseMultipart(call.bytes, call.header('content-type') ?? '');
    if (!metadata || !file || more.length > 0) throw badRequest('Multipart must have exactly 2 parts: the job and the file.', 'badContent');
    return load(call.param('projectId'), await parseJsonBody(metadata.bytes), file.bytes);
  }

  async function begin(call: Call): Promise<object> {
    const body = await call.json();
    // What is wrong with the job is said before the file is sent.
    const { configuration = {} } = jobOf(body);
    await locateJob(call.param('projectId'), configuration, context);
    const id = context.newId();
    const total = call.header('x-upload-content-length');
    sessions.begin(id, body, total !== undefined && /^\d{1,15}$/.test(total) ? Number(total) : undefined);
    const path = `${call.origin}/upload/bigquery/v2/projects/${encodeURIComponent(call.param('projectId'))}/jobs`;
    void call.reply.header('location', `${path}?uploadType=resumable&upload_id=${encodeURIComponent(id)}`).header('x-guploader-uploadid', id);
    return {};
  }

  async function goOn(call: Call): Promise<unknown> {
    const id = textOf(call, 'upload_id') ?? '';
    const session = sessions.find(id);
    if (!session) throw new HttpFault({ status: 404, reason: 'notFound', message: 'Requested upload was not found: it is done, or was never begun.' });
    take(session, call.bytes, rangeOf(call));
    if (!session.isComplete()) {
      sayIncomplete(call, session);
      return undefined;
    }
    const job = await load(call.param('projectId'), session.body, session.bytes());
    sessions.end(id);
    return job;
  }

  return [
    {
      method: 'POST',
      path: PATH,
      answer(call) {
        const type = textOf(call, 'uploadType') ?? (call.header('content-type')?.startsWith('multipart/') ? 'multipart' : undefined);
        if (type === 'multipart') return multipart(call);
        if (type === 'resumable') return textOf(call, 'upload_id') === undefined ? begin(call) : goOn(call);
        throw invalidParameter('uploadType', type ?? '');
      },
    },
    { method: 'PUT', path: PATH, answer: goOn },
    {
      method: 'DELETE',
      path: PATH,
      answer(call) {
        sessions.end(textOf(call, 'upload_id') ?? '');
        void call.reply.code(499).send();
        return undefined;
      },
    },
  ];
}

/** The job in a body. The Node client names the location within the load as well, where the API has no such field. */
function jobOf(body: unknown): JobBody {
  const load = (body as { configuration?: { load?: Record<string, unknown> } } | null)?.configuration?.load;
  if (typeof load?.['location'] === 'string') delete load['location'];
  return parseMessage(body, 'Job', { root: 'job' }) as JobBody;
}

function rangeOf(call: Call): ContentRange {
  const text = call.header('content-range');
  if (text !== undefined) return parseContentRange(text);
  return { first: 0, total: call.bytes.length };
}

function take(session: UploadSession, bytes: Buffer, range: ContentRange): void {
  // A request without bytes asks how far the upload is, or tells its size at last.
  session.add(range.first === undefined ? Buffer.alloc(0) : bytes, range);
}

function sayIncomplete(call: Call, { received }: UploadSession): void {
  if (received > 0) void call.reply.header('range', `bytes=0-${received - 1}`);
  void call.reply.code(308).send();
}
