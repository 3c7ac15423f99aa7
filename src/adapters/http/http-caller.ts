import { lookup as systemLookup } from 'node:dns/promises';
import http from 'node:http';
import https from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { DispatchError } from '../../core/errors';
import type { Clock } from '../../core/ports/clock';
import type { HttpAnswer, HttpCaller, HttpRequest } from '../../core/ports/http-caller';
import { checkSendable } from '../../core/sendable-request';
import { timeLimitMs } from '../../core/time-limit';
import { isInside } from './inside-address';

/** As much as an answer may have. */
const MAX_ANSWER_BYTES = 1024 * 1024;

/** An address that a name stands for. */
export interface Address {
  readonly address: string;
  readonly family: number;
}

export interface HttpCallerOptions {
  readonly clock: Clock;
  readonly userAgent: string;
  /** Whether addresses inside (loopback, private, metadata server) may be called. */
  readonly allowInside: boolean;
  /** A bearer token of the service's own identity. */
  readonly tokenFor: (identity: NonNullable<HttpRequest['identity']>) => Promise<string>;
  readonly lookup?: (host: string) => Promise<readonly Address[]>;
}

/**
 * HTTP by Node's own client. The host is looked up once, and what was found is what is called. A call has a minute, with
 * the look-up and the token; its answer a mebibyte.
 */
export function createHttpCaller({ clock, userAgent, allowInside, tokenFor, lookup = lookUpAll }: HttpCallerOptions): HttpCaller {
  return {
    async call(request) {
      const url = checkSendable(request);
      const limitMs = timeLimitMs(request.deadline, clock);
      const limit = new AbortController();
      let callOff = (): void => undefined;
      const expired = new Promise<never>((_resolve, reject) => {
        callOff = clock.schedule(limitMs, () => {
          reject(new DispatchError('UNAVAILABLE', `${request.method} ${url.origin}: no answer within ${limitMs} ms`));
          limit.abort();
        });
      });
      try {
        return await Promise.race([expired, attempt(request, url, limit.signal)]);
      } finally {
        callOff();
      }
    },
  };

  async function attempt(request: HttpRequest, url: URL, signal: AbortSignal): Promise<HttpAnswer> {
    const addresses = await addressesOf(url, lookup);
    const inside = allowInside ? undefined : addresses.find(({ address }) => isInside(address));
    if (inside) throw new DispatchError('ADDRESS_REFUSED', `${url.hostname} is ${inside.address}, which leads inside`);
    const headers = { 'User-Agent': userAgent, ...request.headers, ...(request.identity && { Authorization: `Bearer ${await tokenOf(request, url)}` }) };
    return send({ ...request, headers }, { url, addresses, signal });
  }

  /** A token goes to nobody who listens on the way. */
  async function tokenOf({ identity }: HttpRequest, url: URL): Promise<string> {
    if (url.protocol !== 'https:' && !allowInside) throw new DispatchError('ADDRESS_REFUSED', `${url.origin} is not asked with the identity of the service, since it is not https:`, { hint: 'Call it by https:, or without Auth.' });
    return tokenFor(identity as NonNullable<HttpRequest['identity']>);
  }
}

async function lookUpAll(host: string): Promise<readonly Address[]> {
  return systemLookup(host, { all: true });
}

async function addressesOf({ hostname }: URL, lookup: NonNullable<HttpCallerOptions['lookup']>): Promise<readonly Address[]> {
  const host = hostname.replace(/^\[|\]$/g, '');
  const family = isIP(host);
  if (family !== 0) return [{ address: host, family }];
  const addresses = await lookup(host).catch((cause: unknown) => {
    const isUnknown = (cause as NodeJS.ErrnoException).code === 'ENOTFOUND';
    throw new DispatchError(isUnknown ? 'CALL_FAILED' : 'UNAVAILABLE', `look up ${host}: ${(cause as Error).message}`, { cause });
  });
  if (addresses.length === 0) throw new DispatchError('CALL_FAILED', `look up ${host}: it has no address`);
  return addresses;
}

interface Connection {
  readonly url: URL;
  readonly addresses: readonly Address[];
  /** Breaks the call off. */
  readonly signal: AbortSignal;
}

function send({ method, headers, body }: HttpRequest, { url, addresses, signal }: Connection): Promise<HttpAnswer> {
  const doing = `${method} ${url.origin}`;
  const pinned: LookupFunction = (_host, options, done) => {
    if (options.all) done(null, [...addresses]);
    else done(null, addresses[0]?.address ?? '', addresses[0]?.family);
  };
  return new Promise((resolve, reject) => {
    const { request: start } = url.protocol === 'https:' ? https : http;
    const request = start(url, { method, headers: { ...headers, ...(body && { 'Content-Length': body.length }) }, lookup: pinned, agent: false, signal });
    const fail = (error: Error): void => reject(failure(error, doing));
    request.on('error', fail);
    request.on('upgrade', (_response, socket) => {
      socket.destroy();
      fail(new DispatchError('CALL_FAILED', `${doing}: the answer changes to another protocol, for which nobody asked`));
    });
    request.on('response', (response) => {
      const chunks: Buffer[] = [];
      let sizeBytes = 0;
      response.on('error', fail);
      response.on('data', (chunk: Buffer) => {
        sizeBytes += chunk.length;
        if (sizeBytes > MAX_ANSWER_BYTES) request.destroy(new DispatchError('CALL_FAILED', `${doing}: the answer is larger than ${MAX_ANSWER_BYTES} bytes`));
        else chunks.push(chunk);
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: joined(response.headers), body: Buffer.concat(chunks) }));
    });
    request.end(body);
  });
}

/** What no repetition mends is final: a certificate, a protocol that is another one. */
function failure(error: Error, doing: string): DispatchError {
  if (error instanceof DispatchError) return error;
  const { code = '' } = error as NodeJS.ErrnoException;
  const isFinal = /CERT|SSL|TLS|HPE_|UNABLE_TO/.test(code);
  return new DispatchError(isFinal ? 'CALL_FAILED' : 'UNAVAILABLE', `${doing}: ${error.message || code}`, { cause: error });
}

function joined(headers: http.IncomingHttpHeaders): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value ?? ''].flat().join(', ')]));
}
