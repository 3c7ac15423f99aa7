import { gunzipSync } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { HttpFault, badRequest } from '../../http/http-fault';
import { parseJsonBody } from '../../http/http-app';
import { parseJsonText } from '../data/json-value';

/** One request that a route answers. */
export interface Call {
  /** A part of the path, decoded. */
  readonly param: (name: string) => string;
  /** The values of a query parameter, one for each time that it is given; empty ones are left out. */
  readonly values: (name: string) => readonly string[];
  /** A header's text, or `undefined`. */
  readonly header: (name: string) => string | undefined;
  /** The JSON of the body, null where it is empty. @throws HttpFault 400 */
  readonly json: () => Promise<unknown>;
  /** As `json`, but numbers that JavaScript would change are LosslessNumbers. @throws HttpFault 400 */
  readonly exactJson: () => Promise<unknown>;
  readonly bytes: Buffer;
  /** Where the client reached this server, for links that lead back to it. */
  readonly origin: string;
  readonly reply: FastifyReply;
}

export function createCall(request: FastifyRequest, reply: FastifyReply): Call {
  const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  const params = new Map(Object.entries(request.params as Record<string, string>));
  const queries = new Map(Object.entries(request.query as Record<string, string | string[]>));
  const header = (name: string): string | undefined => {
    const value = request.headers[name];
    return Array.isArray(value) ? value[0] : value;
  };
  return {
    param: (name) => params.get(name) ?? '',
    values: (name) => [queries.get(name) ?? []].flat().filter((value) => value !== ''),
    header,
    json: () => readJson(bytes, header('content-encoding')),
    exactJson: () => readExactJson(bytes, header('content-encoding')),
    bytes,
    origin: `${request.protocol}://${request.host}`,
    reply,
  };
}

async function readJson(bytes: Buffer, encoding: string | undefined): Promise<unknown> {
  try {
    return await parseJsonBody(bytes, encoding);
  } catch (error) {
    if (error instanceof HttpFault) throw error;
    throw badRequest(`The body cannot be unpacked: ${(error as Error).message}`, 'badRequest');
  }
}

async function readExactJson(bytes: Buffer, encoding: string | undefined): Promise<unknown> {
  // The first reading refuses what is too large, not packed as it says, or no JSON.
  const plain = await readJson(bytes, encoding);
  const text = (encoding === 'gzip' ? gunzipSync(bytes) : bytes).toString('utf8');
  return plain === null ? null : hasLongNumber(text) ? parseJsonText(text) : plain;
}

function hasLongNumber(text: string): boolean {
  return /\d{16}/.test(text);
}

/** A query parameter, the last where it is repeated; `undefined` where it is missing or empty. */
export function textOf(call: Call, name: string): string | undefined {
  return call.values(name).at(-1);
}

/** Whether a query parameter is true; `undefined` where it is missing. @throws HttpFault invalidParameter */
export function flagOf(call: Call, name: string): boolean | undefined {
  const text = textOf(call, name)?.toLowerCase();
  if (text === undefined) return undefined;
  if (text === 'true' || text === '1') return true;
  if (text === 'false' || text === '0') return false;
  throw invalidParameter(name, text);
}

/** A whole number; `undefined` where it is missing. @throws HttpFault invalidParameter */
export function numberOf(call: Call, name: string): number | undefined {
  const text = textOf(call, name);
  if (text === undefined) return undefined;
  if (!/^\d{1,15}$/.test(text)) throw invalidParameter(name, text);
  return Number(text);
}

export function invalidParameter(name: string, value: string): HttpFault {
  const message = `Invalid value for ${name}: ${JSON.stringify(value.slice(0, 200))}`;
  return new HttpFault({ status: 400, reason: 'invalidParameter', message, location: name, locationType: 'parameter' });
}

export function required(what: string): HttpFault {
  return new HttpFault({ status: 400, reason: 'required', message: `Required parameter is missing: ${what}`, location: what, locationType: 'parameter' });
}
