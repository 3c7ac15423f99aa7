import type { FastifyRequest } from 'fastify';
import { hasCode } from '../../../src/core/errors';
import type { GsUrl } from '../../../src/core/gs-url';
import { parseJsonBody } from '../../http/http-app';
import { HttpFault, badRequest } from '../../http/http-fault';
import { checkPreconditions, type Preconditions } from '../preconditions';
import type { Json } from '../storage-bucket';
import type { StorageObject } from '../storage-object';
import { notModified } from './storage-faults';

export type JsonObject = Readonly<Record<string, Json>>;

/** A part of the path, decoded. */
export function param(request: FastifyRequest, name: string): string {
  return (request.params as Record<string, string | undefined>)[name] ?? '';
}

/** The object that the path names. */
export const objectUrl = (request: FastifyRequest): GsUrl => ({ bucket: param(request, 'bucket'), name: param(request, 'object') });

/** A query parameter, the first where it is repeated; `undefined` where it is missing or empty. */
export function query(request: FastifyRequest, name: string): string | undefined {
  const values = request.query as Record<string, string | string[] | undefined>;
  const value = Object.hasOwn(values, name) ? values[name] : undefined;
  const text = Array.isArray(value) ? value[0] : value;
  return text === '' ? undefined : text;
}

/** Whether a query parameter is true. @throws HttpFault invalid for what is no boolean */
export function flag(request: FastifyRequest, name: string): boolean {
  const value = query(request, name)?.toLowerCase();
  if (value === undefined || value === 'false') return false;
  if (value === 'true') return true;
  throw invalidParameter(name, value);
}

/** A whole number above 0. @throws HttpFault invalid */
export function count(request: FastifyRequest, name: string): number | undefined {
  const value = query(request, name);
  if (value === undefined) return undefined;
  if (!/^\d{1,9}$/.test(value)) throw invalidParameter(name, value);
  return Number(value);
}

/** A generation. @throws HttpFault invalid */
export function generationOf(request: FastifyRequest, name = 'generation'): string | undefined {
  const value = query(request, name);
  if (value === undefined) return undefined;
  if (!/^\d{1,19}$/.test(value)) throw invalidParameter(name, value);
  return String(BigInt(value));
}

export function invalidParameter(name: string, value: string): HttpFault {
  const message = `Invalid value for ${name}: ${JSON.stringify(value)}`;
  return new HttpFault({ status: 400, reason: 'invalidParameter', message, location: name, locationType: 'parameter' });
}

/** The conditions among the query parameters. @param prefix `if`, or `ifSource` for those of a copy's source */
export function preconditionsOf(request: FastifyRequest, prefix = 'if'): Preconditions {
  return {
    ifGeneration: query(request, `${prefix}GenerationMatch`),
    ifGenerationNot: query(request, `${prefix}GenerationNotMatch`),
    ifMetageneration: query(request, `${prefix}MetagenerationMatch`),
    ifMetagenerationNot: query(request, `${prefix}MetagenerationNotMatch`),
  };
}

/** @throws HttpFault 304 where a not-match condition does not hold, DispatchError PRECONDITION_FAILED where another does not */
export function checkRead(object: Pick<StorageObject, 'url' | 'generation' | 'metageneration'>, conditions: Preconditions): void {
  const { ifGenerationNot, ifMetagenerationNot, ...matches } = conditions;
  checkPreconditions(object.url, object, matches);
  try {
    checkPreconditions(object.url, object, { ifGenerationNot, ifMetagenerationNot });
  } catch (error) {
    throw hasCode(error, 'PRECONDITION_FAILED') ? notModified() : error;
  }
}

/** The JSON object that the body is; an empty one where there is none. @throws HttpFault parseError, or invalid for other JSON */
export async function jsonBody(request: FastifyRequest): Promise<JsonObject> {
  return jsonObject(await parseJsonBody(bodyOf(request), request.headers['content-encoding']));
}

export function jsonObject(value: unknown): JsonObject {
  if (value === null || value === undefined) return {};
  if (typeof value !== 'object' || Array.isArray(value)) throw badRequest('Invalid value: expected a JSON object.');
  return value as JsonObject;
}

/** Where the client reached this server, for links that lead back to it. */
export const originOf = (request: FastifyRequest): string => `${request.protocol}://${request.host}`;

/** A header's text, or `undefined`. */
export function header(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

/** The body's bytes; none where there is no body. */
export const bodyOf = (request: FastifyRequest): Buffer => (Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0));
