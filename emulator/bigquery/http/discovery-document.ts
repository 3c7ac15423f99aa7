import { DISCOVERY_METHODS, type DiscoveryMethod } from './discovery-methods';
import type { MessageField } from './messages/message-field';
import { allMessages } from './messages/parse-message';

/**
 * The description of the API that tools such as `bq` read before they use it, as far as it is emulated.
 * @param origin where the client reached this server
 */
export function discoveryDocument(origin: string): object {
  const resources = new Map<string, Readonly<Record<string, object>>>();
  for (const method of DISCOVERY_METHODS) resources.set(method.resource, { ...resources.get(method.resource), [method.name]: describeMethod(method) });
  return {
    kind: 'discovery#restDescription',
    discoveryVersion: 'v1',
    ...{ id: 'bigquery:v2', name: 'bigquery', version: 'v2', title: 'BigQuery API', protocol: 'rest', revision: '0' },
    ...{ rootUrl: `${origin}/`, servicePath: 'bigquery/v2/', baseUrl: `${origin}/bigquery/v2/`, basePath: '/bigquery/v2/', batchPath: 'batch/bigquery/v2' },
    auth: { oauth2: { scopes: { 'https://www.googleapis.com/auth/bigquery': { description: 'BigQuery' } } } },
    parameters: Object.fromEntries(['alt', 'fields', 'key', 'prettyPrint', 'quotaUser', 'access_token'].map((name) => [name, { type: 'string', location: 'query' }])),
    schemas: Object.fromEntries(allMessages().map(([id, fields]) => [id, describeMessage(id, fields)])),
    resources: Object.fromEntries([...resources].map(([name, methods]) => [name, { methods }])),
  };
}

function describeMethod({ resource, name, httpMethod, path, request, query = '' }: DiscoveryMethod): object {
  const inPath = [...path.matchAll(/\{\+?(\w+)\}/g)].map(([, parameter = '']) => parameter);
  const inQuery = query.split(' ').filter((parameter) => parameter !== '');
  return {
    id: `bigquery.${resource}.${name}`,
    ...{ httpMethod, path },
    parameters: Object.fromEntries([...inPath.map(describePathParameter), ...inQuery.map(describeQueryParameter)]),
    parameterOrder: inPath,
    ...(request !== undefined && { request: { $ref: request } }),
    response: { $ref: 'JsonObject' },
    ...(resource === 'jobs' && name === 'insert' && UPLOAD),
  };
}

function describePathParameter(name: string): [string, object] {
  return [name, { type: 'string', location: 'path', required: true }];
}

function describeQueryParameter(name: string): [string, object] {
  return [name.replace('*', ''), { type: 'string', location: 'query', ...(name.endsWith('*') && { repeated: true }) }];
}

const UPLOAD = {
  supportsMediaUpload: true,
  mediaUpload: {
    accept: ['*/*'],
    protocols: {
      simple: { multipart: true, path: '/upload/bigquery/v2/projects/{+projectId}/jobs' },
      resumable: { multipart: true, path: '/resumable/upload/bigquery/v2/projects/{+projectId}/jobs' },
    },
  },
};

function describeMessage(id: string, fields: ReadonlyMap<string, MessageField>): object {
  return { id, type: 'object', properties: Object.fromEntries([...fields.values()].map((field) => [field.name, describeField(field)])) };
}

const SCALARS: ReadonlyMap<string, object> = new Map<string, object>([
  ['string', { type: 'string' }],
  ['int64', { type: 'string', format: 'int64' }],
  ['integer', { type: 'integer', format: 'int32' }],
  ['number', { type: 'number', format: 'double' }],
  ['boolean', { type: 'boolean' }],
  ['any', { type: 'any' }],
]);

function describeField({ type, kind }: MessageField): object {
  const single = SCALARS.get(type) ?? { $ref: type };
  if (kind === 'list') return { type: 'array', items: single };
  return kind === 'map' ? { type: 'object', additionalProperties: single } : single;
}
