import type { FastifyRequest } from 'fastify';
import { badRequest, unsupported } from '../../http/http-fault';
import type { GsUrl } from '../../../src/core/gs-url';
import type { ObjectAttributes } from '../object-attributes';
import type { Preconditions } from '../preconditions';
import { predefinedAcl } from './acl-wire';
import { readAttributes } from './object-attributes-wire';
import { header } from './request-terms';

/** Text that came as UTF-8 in a header, which Node reads as Latin-1. */
const utf8 = (text: string): string => Buffer.from(text, 'latin1').toString('utf8');

/** The conditions among the headers. @param infix `copy-source-` for those of a copy's source */
export function xmlPreconditions(request: FastifyRequest, infix = ''): Preconditions {
  const condition = (name: string): string | undefined => header(request, `x-goog-${infix}if-${name}`);
  return {
    ifGeneration: condition('generation-match'),
    ifGenerationNot: condition('generation-not-match'),
    ifMetageneration: condition('metageneration-match'),
    ifMetagenerationNot: condition('metageneration-not-match'),
  };
}

/** What the headers say of the object that is to be made. @throws HttpFault 400 or 501 */
export function xmlAttributes(request: FastifyRequest): ObjectAttributes {
  const contentEncoding = header(request, 'content-encoding');
  if (contentEncoding?.includes('aws-chunked')) throw unsupported('a body in aws-chunked encoding');
  const metadata = Object.entries(request.headers).flatMap(([name, value]) => {
    const [, key] = /^x-(?:goog|amz)-meta-(.+)$/.exec(name) ?? [];
    return key === undefined || value === undefined ? [] : [[key, utf8(String(value))] as const];
  });
  const given = {
    contentType: header(request, 'content-type'),
    contentEncoding,
    contentDisposition: header(request, 'content-disposition'),
    contentLanguage: header(request, 'content-language'),
    cacheControl: header(request, 'cache-control'),
    customTime: header(request, 'x-goog-custom-time'),
    storageClass: header(request, 'x-goog-storage-class'),
  };
  const texts = Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [[name, utf8(value)] as const]));
  const acl = predefinedAcl(header(request, 'x-goog-acl') ?? header(request, 'x-amz-acl'));
  return {
    ...readAttributes(Object.fromEntries(texts)),
    ...(metadata.length > 0 && { metadata: Object.fromEntries(metadata) }),
    ...(acl && { acl }),
  };
}

/** The source of a copy and its generation, where the headers name one. @throws HttpFault 400 */
export function copySource(request: FastifyRequest): { url: GsUrl; generation?: string } | undefined {
  const text = header(request, 'x-goog-copy-source') ?? header(request, 'x-amz-copy-source');
  if (text === undefined) return undefined;
  const [, bucket, name] = /^\/?([^/]+)\/([^]+)$/.exec(decoded(text)) ?? [];
  if (bucket === undefined || name === undefined) throw badRequest(`Invalid copy source: ${text}`);
  const generation = header(request, 'x-goog-copy-source-generation');
  if (generation !== undefined && !/^\d{1,19}$/.test(generation)) throw badRequest(`Invalid copy source generation: ${generation}`);
  return { url: { bucket, name }, ...(generation !== undefined && { generation }) };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(utf8(text));
  } catch {
    throw badRequest(`Invalid copy source: ${text}`);
  }
}
