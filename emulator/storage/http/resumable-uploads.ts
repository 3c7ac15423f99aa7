import { HttpFault, badRequest, notFound } from '../../http/http-fault';
import { parseContentRange } from '../../http/content-range';
import type { StorageHttpContext } from './storage-http-context';

/** An upload in several requests, of which some may fail. */
export interface ResumableUpload<Result> {
  readonly id: string;
  /** How many bytes have arrived. */
  readonly sizeBytes: number;
  /** What came of it, once it is whole. */
  readonly result?: Result;
}

/** Makes of all bytes what the upload is for; the second argument is the request that brought the last of them. */
export type Finish<Result, Request> = (bytes: Buffer, request: Request) => Result;

/** A request of an upload. */
export interface UploadRequest<Request> {
  readonly id: string;
  readonly contentRange: string | undefined;
  readonly bytes: Buffer;
  readonly request: Request;
}

/** Uploads that are under way or were finished within a week. */
export interface ResumableUploads<Result, Request> {
  /** @param totalBytes the size of the whole, where the client said so */
  start(finish: Finish<Result, Request>, totalBytes?: number): string;
  /**
   * Takes in what a request carries; the result is there once all is.
   * @throws HttpFault 404 for an unknown upload, 499 for one that was called off, 400 for bytes that do not fit
   */
  send(request: UploadRequest<Request>): ResumableUpload<Result>;
  /** Calls an upload off. @throws HttpFault 404 for an unknown one */
  cancel(id: string): void;
}

interface Session<Result, Request> {
  readonly id: string;
  readonly started: number;
  readonly finish: Finish<Result, Request>;
  chunks: Buffer[];
  sizeBytes: number;
  totalBytes?: number;
  cancelled?: boolean;
  result?: Result;
}

const WEEK_MS = 7 * 86_400_000;

export function createResumableUploads<Result, Request>({ clock, newId }: Pick<StorageHttpContext, 'clock' | 'newId'>): ResumableUploads<Result, Request> {
  const sessions = new Map<string, Session<Result, Request>>();

  function find(id: string): Session<Result, Request> {
    const found = sessions.get(id);
    if (!found) throw notFound(`No such upload: ${id.slice(0, 100)}`);
    if (found.cancelled) throw new HttpFault({ status: 499, reason: 'clientClosedRequest', message: 'The upload was cancelled.' });
    return found;
  }

  return {
    start(finish, totalBytes) {
      const started = clock.now().getTime();
      for (const [id, session] of sessions) {
        // They stand in the order in which they were started.
        if (session.started > started - WEEK_MS) break;
        sessions.delete(id);
      }
      const id = newId();
      sessions.set(id, { id, started, finish, chunks: [], sizeBytes: 0, totalBytes });
      return id;
    },

    send({ id, contentRange, bytes, request }) {
      const session = find(id);
      if (session.result !== undefined) return session;
      const isWhole = take(session, bytes, contentRange);
      if (isWhole) {
        const whole = session.chunks.length === 1 ? (session.chunks[0] as Buffer) : Buffer.concat(session.chunks, session.sizeBytes);
        session.chunks = [whole];
        session.result = session.finish(whole, request);
        session.chunks = [];
      }
      return session;
    },

    cancel(id) {
      const session = find(id);
      session.cancelled = true;
      session.chunks = [];
    },
  };
}

/** @returns whether the upload is whole then */
function take<Result, Request>(session: Session<Result, Request>, bytes: Buffer, contentRange: string | undefined): boolean {
  if (contentRange === undefined) {
    // The whole in one request, whatever came before.
    session.chunks = [bytes];
    session.sizeBytes = bytes.length;
    return true;
  }
  const { first, last, total } = parseContentRange(contentRange);
  checkTotal(session, total);
  if (first === undefined) {
    if (bytes.length > 0) throw badRequest('Content-Range names no bytes, but the request has some.', 'badRequest');
    return total !== undefined && session.sizeBytes === total;
  }
  if (last !== undefined && bytes.length !== last - first + 1) {
    throw badRequest(`There were ${bytes.length} byte(s) in the request body. There should have been ${last - first + 1} byte(s) according to the Content-Range header.`, 'badRequest');
  }
  if (first > session.sizeBytes) throw badRequest(`The upload stands at byte ${session.sizeBytes}, but the request begins at byte ${first}.`, 'badRequest');
  // What is here already is not taken again.
  const fresh = bytes.subarray(session.sizeBytes - first);
  const sizeBytes = session.sizeBytes + fresh.length;
  if (session.totalBytes !== undefined && sizeBytes > session.totalBytes) throw badRequest('The request has more bytes than the upload.', 'badRequest');
  session.chunks.push(fresh);
  session.sizeBytes = sizeBytes;
  if (last === undefined) return total === undefined || sizeBytes === total;
  return total !== undefined && sizeBytes === total;
}

function checkTotal(session: { totalBytes?: number; readonly sizeBytes: number }, total: number | undefined): void {
  if (total === undefined) return;
  if (session.totalBytes !== undefined && session.totalBytes !== total) {
    throw badRequest(`The upload has ${session.totalBytes} bytes, but Content-Range tells of ${total}.`, 'badRequest');
  }
  session.totalBytes = total;
}
