import { badRequest } from '../../http/http-fault';
import type { ContentRange } from '../../http/content-range';

/** A file that comes in pieces. */
export interface UploadSession {
  /** What the file is for: the body that began the upload. */
  readonly body: unknown;
  readonly received: number;
  /** The size of the whole, once it is known. */
  readonly total?: number;
  /** Takes a piece. What came before is passed over. @throws HttpFault 400 for a piece that leaves a gap or goes beyond the end */
  add(bytes: Buffer, range: ContentRange): void;
  isComplete(): boolean;
  /** All bytes in one. */
  bytes(): Buffer;
}

/** Uploads under way, by their IDs. */
export interface UploadSessions {
  begin(id: string, body: unknown, total?: number): void;
  find(id: string): UploadSession | undefined;
  end(id: string): void;
}

/** As many uploads can be under way; one more takes the place of the oldest. */
const MAX_SESSIONS = 1000;

export function createUploadSessions(): UploadSessions {
  const sessions = new Map<string, UploadSession>();
  return {
    begin(id, body, total) {
      sessions.set(id, createSession(body, total));
      const oldest = sessions.keys().next();
      if (sessions.size > MAX_SESSIONS && !oldest.done) sessions.delete(oldest.value);
    },
    find: (id) => sessions.get(id),
    end: (id) => void sessions.delete(id),
  };
}

function createSession(body: unknown, size?: number): UploadSession {
  const pieces: Buffer[] = [];
  let received = 0;
  let total = size;
  return {
    body,
    get received() {
      return received;
    },
    get total() {
      return total;
    },
    add(bytes, range) {
      const { first = received } = range;
      if (first > received) {
        throw badRequest(`Invalid request. According to the Content-Range header, the upload offset is ${first} byte(s), which exceeds already uploaded size of ${received} byte(s).`, 'badRequest');
      }
      if (range.last !== undefined && range.last - first + 1 !== bytes.length) {
        throw badRequest(`Invalid request. There were ${bytes.length} byte(s) in the request body. There should have been ${range.last - first + 1} byte(s) according to the Content-Range header.`, 'badRequest');
      }
      const fresh = bytes.subarray(received - first);
      if (range.total !== undefined) total = range.total;
      if (total !== undefined && received + fresh.length > total) throw badRequest(`Invalid request. The upload has more than the ${total} byte(s) announced.`, 'badRequest');
      if (fresh.length > 0) pieces.push(fresh);
      received += fresh.length;
    },
    isComplete: () => total !== undefined && received >= total,
    bytes: () => (pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces)),
  };
}
