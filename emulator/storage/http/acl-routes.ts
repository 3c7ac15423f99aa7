import type { FastifyRequest } from 'fastify';
import { HttpFault, badRequest, notFound } from '../../http/http-fault';
import type { AccessControl } from '../object-attributes';
import type { Json } from '../storage-bucket';
import type { StorageObject } from '../storage-object';
import { aclEntryWire, aclWire, PROJECT_PRIVATE, type AclPlace } from './acl-wire';
import { findBucket } from './bucket-routes';
import { hasUniformAccess } from './bucket-settings';
import type { JsonRoutes } from './json-routes';
import { readAcl } from './object-attributes-wire';
import { generationOf, jsonBody, objectUrl, originOf, param, type JsonObject } from './request-terms';
import { noSuchObject, required } from './storage-faults';
import type { StorageHttpContext } from './storage-http-context';

/** A list of access control, and how it is changed. */
interface AclHolder {
  readonly acl: readonly AccessControl[];
  readonly place: AclPlace;
  readonly set: (acl: readonly AccessControl[]) => void;
}

/** Lists of access control of buckets, of objects, and of objects to come. They are kept and told, not enforced. */
export function addAclRoutes(routes: JsonRoutes, { storage }: StorageHttpContext): void {
  const ofBucket = (setting: 'acl' | 'defaultObjectAcl', kind: string) => (request: FastifyRequest): AclHolder => {
    const { name, settings } = findBucket(storage, request);
    return {
      acl: readAcl(settings[setting]) ?? PROJECT_PRIVATE,
      place: { kind, origin: originOf(request), path: `/storage/v1/b/${name}`, bucket: name },
      set: (acl) => void storage.updateBucket(name, { settings: { ...settings, [setting]: acl as unknown as Json } }),
    };
  };

  const ofObject = (request: FastifyRequest): AclHolder => {
    const bucket = findBucket(storage, request);
    const url = objectUrl(request);
    const generation = generationOf(request);
    const object: StorageObject | undefined = storage.version(url, generation)?.object;
    if (!object) throw noSuchObject(url);
    const path = `/storage/v1/b/${url.bucket}/o/${encodeURIComponent(url.name)}`;
    return {
      acl: object.acl ?? readAcl(bucket.settings.defaultObjectAcl) ?? PROJECT_PRIVATE,
      place: { kind: 'storage#objectAccessControl', origin: originOf(request), path, ...url, generation: object.generation },
      set: (acl) => void storage.update(url, { ...object, acl }, { generation }),
    };
  };

  addList('/b/:bucket/acl', ofBucket('acl', 'storage#bucketAccessControl'));
  addList('/b/:bucket/defaultObjectAcl', ofBucket('defaultObjectAcl', 'storage#objectAccessControl'));
  addList('/b/:bucket/o/:object/acl', ofObject);

  function addList(path: string, holderOf: (request: FastifyRequest) => AclHolder): void {
    const open = (request: FastifyRequest): AclHolder => {
      if (hasUniformAccess(findBucket(storage, request).settings)) throw uniformAccess();
      return holderOf(request);
    };
    const entity = (request: FastifyRequest): string => param(request, 'entity');

    routes.on('GET', path, (request) => {
      const { acl, place } = open(request);
      return { kind: `${place.kind}s`, items: aclWire(acl, place) };
    });

    routes.on('POST', path, async (request) => {
      const body = await jsonBody(request);
      if (typeof body.entity !== 'string') throw required('entity');
      return put(open(request), { entity: body.entity, role: roleOf(body) });
    });

    routes.on('GET', `${path}/:entity`, (request) => {
      const { acl, place } = open(request);
      return aclEntryWire(find(acl, entity(request)), place);
    });

    for (const method of ['PUT', 'PATCH'] as const) {
      routes.on(method, `${path}/:entity`, async (request) => {
        const body = await jsonBody(request);
        const holder = open(request);
        if (method === 'PATCH') find(holder.acl, entity(request));
        return put(holder, { entity: entity(request), role: roleOf(body) });
      });
    }

    routes.on('DELETE', `${path}/:entity`, (request, reply) => {
      const { acl, set } = open(request);
      const gone = find(acl, entity(request));
      set(acl.filter((control) => control !== gone));
      return reply.code(204).send();
    });
  }
}

function put({ acl, place, set }: AclHolder, control: AccessControl): unknown {
  set([...acl.filter(({ entity }) => entity !== control.entity), control]);
  return aclEntryWire(control, place);
}

function find(acl: readonly AccessControl[], entity: string): AccessControl {
  const found = acl.find((control) => control.entity === entity);
  if (!found) throw notFound(`The specified ACL entry does not exist: ${entity}`);
  return found;
}

function roleOf({ role }: JsonObject): string {
  if (typeof role !== 'string') throw required('role');
  if (!['OWNER', 'READER', 'WRITER'].includes(role)) throw badRequest(`Invalid value for: role: ${role}`);
  return role;
}

function uniformAccess(): HttpFault {
  return badRequest('Cannot use ACL API to update bucket policy when uniform bucket-level access is enabled. Read more at https://cloud.google.com/storage/docs/uniform-bucket-level-access');
}
