import { lookup as systemLookup } from 'node:dns/promises';
import http from 'node:http';
import https from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { DispatchError } from '../../core/errors';
import type { Clock } from '../../core/ports/clock';
import type { HttpAnswer, HttpCaller, HttpRequest } from '../../core/ports/http-caller';
import { checkSendable } from '../../core/sendable-request';
import { isInside } from './inside-address';

/** As much as an answer may have. */
const MAX_ANSWER_BYTES = 1024 * 1024;
/** As long as a call may take, whatever the event's deadline. */
const LONGEST_CALL_MS = 60_000;

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

/** HTTP by Node's own client. The host is looked up once, and what was found is what is called. */
export function createHttpCaller({ clock, userAgent, allowInside, tokenFor, lookup = lookUpAll }: HttpCallerOptions): HttpCaller {
  return {
    async call(request) {
      const url = checkSendable(request);
      const addresses = await addressesOf(url, lookup);
      const inside = allowInside ? undefined : addresses.find(({ address }) => isInside(address));
      if (inside) throw new DispatchError('ADDRESS_REFUSED', `${url.hostname} is ${inside.address}, which leads inside`);
      const headers = { 'User-Agent': userAgent, ...request.headers, ...(request.identity && { Authorization: `Bearer ${await tokenOf(request, url)}` }) };
      return send({ ...request, url: url.href, headers }, { url, addresses, clock });
    },
  };

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
  try {
    return await lookup(host);
  } catch (cause) {
    const isUnknown = (cause as NodeJS.ErrnoException).code === 'ENOTFOUND';
    throw new DispatchError(isUnknown ? 'CALL_FAILED' : 'UNAVAILABLE', `look up ${host}: ${(cause as Error).message}`, { cause });
  }
}

interface Connection {
  readonly url: URL;
  readonly addresses: readonly Address[];
  readonly clock: Clock;
}

function send({ method, headers, body, deadline }: HttpRequest, { url, addresses, clock }: Connection): Promise<HttpAnswer> {
  const doing = `${method} ${url.origin}`;
  const pinned: LookupFunction = (_host, options, done) => {
    if (options.all) done(null, [...addresses]);
    else done(null, addresses[0]?.address ?? '', addresses[0]?.family);
  };
  const leftMs = Math.min(LONGEST_CALL_MS, deadline.getTime() - clock.now().getTime());
  return new Promise((resolve, reject) => {
    const { request: start } = url.protocol === 'https:' ? https : http;
    const request = start(url, { method, headers: { ...headers, 'Content-Length': body?.length ?? 0 }, lookup: pinned, agent: false });
    const callOff = clock.schedule(Math.max(leftMs, 0), () => request.destroy(new DispatchError('UNAVAILABLE', `${doing}: no answer within ${leftMs} ms`)));
    const fail = (error: Error): void => {
      callOff();
      reject(failure(error, doing));
    };
    request.on('error', fail);
    request.on('response', (response) => {
      const chunks: Buffer[] = [];
      let sizeBytes = 0;
      response.on('error', fail);
      response.on('data', (chunk: Buffer) => {
        sizeBytes += chunk.length;
        if (sizeBytes > MAX_ANSWER_BYTES) request.destroy(new DispatchError('CALL_FAILED', `${doing}: the answer is larger than ${MAX_ANSWER_BYTES} bytes`));
        else chunks.push(chunk);
      });
      response.on('end', () => {
        callOff();
        resolve({ status: response.statusCode ?? 0, headers: joined(response.headers), body: Buffer.concat(chunks) });
      });
    });
    request.end(body);
  });
}

/** What no repetition mends is final: a certificate, a protocol that is another one. */
function failure(error: Error, doing: string): DispatchError {
  if (error instanceof DispatchError) return error;
  const { code = '' } = error as NodeJS.ErrnoException;
  const isFinal = /CERT|SSL|TLS|HPE_|ALTNAME|SELF_SIGNED/.test(code);
  return new DispatchError(isFinal ? 'CALL_FAILED' : 'UNAVAILABLE', `${doing}: ${error.message || code}`, { cause: error });
}

function joined(headers: http.IncomingHttpHeaders): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value ?? ''].flat().join(', ')]));
}
