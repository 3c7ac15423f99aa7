import type { FastifyRequest } from 'fastify';
import { badRequest, notFound, unsupported } from '../../http/http-fault';
import { checksumsOf } from '../checksums';
import { copiedAttributes } from '../object-attributes';
import { checkPreconditions } from '../preconditions';
import type { Json } from '../storage-bucket';
import type { ObjectVersion } from '../storage-object';
import { predefinedAcl } from './acl-wire';
import { findBucket } from './bucket-routes';
import { isObject } from './json-merge';
import type { Handler, JsonRoutes } from './json-routes';
import { readAttributes } from './object-attributes-wire';
import { replyWithObject } from './object-routes';
import { generationOf, jsonBody, objectUrl, param, preconditionsOf, query, type JsonObject } from './request-terms';
import { checkObjectName, noSuchBucket, noSuchObject } from './storage-faults';
import type { StorageHttpContext } from './storage-http-context';

const MAX_SOURCES = 32;

/** Objects made of other objects: copy, rewrite, move, compose. */
export function addCopyRoutes(routes: JsonRoutes, context: StorageHttpContext): void {
  const { storage } = context;

  const copy = (asReply: (request: FastifyRequest, copied: ReturnType<typeof storage.copy>) => unknown): Handler => async (request) => {
    const body = await jsonBody(request);
    findBucket(storage, request);
    const source = objectUrl(request);
    const destination = { bucket: param(request, 'toBucket') || source.bucket, name: param(request, 'toObject') };
    if (!storage.bucket(destination.bucket)) throw noSuchBucket();
    checkObjectName(destination.name);
    const generation = generationOf(request, 'sourceGeneration');
    const found = storage.version(source, generation);
    if (!found) throw noSuchObject(source, generation);
    if (query(request, 'destinationKmsKeyName') !== undefined) throw unsupported('destinationKmsKeyName');
    const given = readAttributes(body);
    const acl = predefinedAcl(query(request, 'destinationPredefinedAcl'));
    // A body with attributes gives all of them; without any the source's are taken over.
    const attributes = { ...(Object.keys(given).length > 0 ? given : copiedAttributes(found.object)), ...(acl && { acl }) };
    const copied = storage.copy(source, destination, { source: preconditionsOf(request, 'ifSource'), destination: preconditionsOf(request), generation, attributes });
    return asReply(request, copied);
  };

  routes.on('POST', '/b/:bucket/o/:object/copyTo/b/:toBucket/o/:toObject', copy((request, copied) => replyWithObject(context, request, copied)));

  routes.on('POST', '/b/:bucket/o/:object/rewriteTo/b/:toBucket/o/:toObject', copy((request, copied) => {
    const size = String(copied.sizeBytes);
    return { kind: 'storage#rewriteResponse', totalBytesRewritten: size, objectSize: size, done: true, resource: replyWithObject(context, request, copied) };
  }));

  routes.on('POST', '/b/:bucket/o/:object/moveTo/o/:toObject', (request) => {
    findBucket(storage, request);
    const source = objectUrl(request);
    const destination = { bucket: source.bucket, name: param(request, 'toObject') };
    checkObjectName(destination.name);
    if (!storage.stat(source)) throw noSuchObject(source);
    if (source.name === destination.name) throw badRequest('The source and destination object names must be different.');
    const moved = storage.move(source, destination.name, { source: preconditionsOf(request, 'ifSource'), destination: preconditionsOf(request) });
    return replyWithObject(context, request, moved);
  });

  routes.on('POST', '/b/:bucket/o/:object/compose', async (request) => {
    const { sourceObjects, destination, deleteSourceObjects } = await jsonBody(request);
    const { name: bucket } = findBucket(storage, request);
    const url = objectUrl(request);
    checkObjectName(url.name);
    if (deleteSourceObjects === true) throw unsupported('deleteSourceObjects');
    if (!Array.isArray(sourceObjects) || sourceObjects.length === 0) throw badRequest('You must provide at least one source component.', 'required');
    if (sourceObjects.length > MAX_SOURCES) {
      throw badRequest(`The number of source components provided (${sourceObjects.length}) exceeds the maximum (${MAX_SOURCES})`);
    }
    if (query(request, 'kmsKeyName') !== undefined) throw unsupported('kmsKeyName');
    const sources = (sourceObjects as readonly unknown[]).map((source) => openSource(bucket, source as JsonObject));
    const bytes = Buffer.concat(sources.map((source) => source.bytes));
    const componentCount = sources.reduce((sum, { object }) => sum + (object.componentCount ?? 1), 0);
    const acl = predefinedAcl(query(request, 'destinationPredefinedAcl'));
    const attributes = { ...readAttributes(isObject(destination) ? destination : {}), ...(acl && { acl }) };
    const composed = storage.write(url, bytes, { ...attributes, ...preconditionsOf(request), componentCount, checksums: checksumsOf(bytes) });
    return replyWithObject(context, request, composed);
  });

  function openSource(bucket: string, source: JsonObject): ObjectVersion {
    const { name, generation, objectPreconditions } = source;
    if (typeof name !== 'string') throw badRequest('Required source object name', 'required');
    const url = { bucket, name };
    const found = storage.version(url, textOf(generation));
    if (!found) throw notFound(`Object ${name} (generation: ${textOf(generation) ?? 0}) not found.`);
    const wanted = isObject(objectPreconditions) ? objectPreconditions.ifGenerationMatch : undefined;
    checkPreconditions(url, found.object, { ifGeneration: textOf(wanted) });
    return found;
  }
}

/** An int64, which comes as a text or a number. */
function textOf(value: Json | undefined): string | undefined {
  return typeof value === 'number' || typeof value === 'string' ? String(value) : undefined;
}
