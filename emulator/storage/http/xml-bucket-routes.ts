import type { FastifyReply, FastifyRequest } from 'fastify';
import { bucketNameProblem } from '../../../src/core/bucket-name';
import { unsupported } from '../../http/http-fault';
import { findBucket } from './bucket-routes';
import { bodyOf, header, param } from './request-terms';
import { conflict } from './storage-faults';
import type { StorageHttpContext } from './storage-http-context';
import { XmlFault } from './xml-faults';
import { xmlObjectList } from './xml-list';
import { xmlDocument } from './xml-text';
import { isVersioned } from '../storage-bucket';

/** What a query asks for beside the objects of a bucket. */
const SUBRESOURCES = ['acl', 'billing', 'compose', 'cors', 'encryption', 'encryptionConfig', 'lifecycle', 'logging', 'policy', 'tagging', 'uploads', 'versions', 'website', 'websiteConfig', 'defaultObjectAcl', 'storageClass'];

/** Answers a request for a bucket by the XML API. */
export function answerForBucket(context: StorageHttpContext, request: FastifyRequest, reply: FastifyReply): unknown {
  const { storage } = context;
  const subresource = SUBRESOURCES.find((name) => asked(request, name));
  if (subresource !== undefined) throw unsupported(`${request.method} of a bucket's ${subresource} by the XML API`);
  reply.type('application/xml; charset=UTF-8');
  if (request.method === 'GET' || request.method === 'HEAD') return read(context, request, reply);
  if (asked(request, 'versioning') || asked(request, 'location')) throw unsupported('a change of a bucket by the XML API');
  if (request.method === 'PUT') return create(context, request, reply);
  if (request.method !== 'DELETE') throw unsupported(`${request.method} of a bucket by the XML API`);
  findBucket(storage, request);
  if (!storage.removeBucket(param(request, 'bucket'))) throw conflict('The bucket you tried to delete is not empty.');
  return reply.code(204).send();
}

function read({ storage }: StorageHttpContext, request: FastifyRequest, reply: FastifyReply): unknown {
  const bucket = findBucket(storage, request);
  const { location } = bucket.settings;
  reply.header('X-Goog-Metageneration', bucket.metageneration);
  if (request.method === 'HEAD') return reply.send();
  if (asked(request, 'location')) return xmlDocument('LocationConstraint', typeof location === 'string' ? location : 'US');
  if (asked(request, 'versioning')) return xmlDocument('VersioningConfiguration', isVersioned(bucket) ? { Status: 'Enabled' } : {});
  return xmlObjectList(storage, bucket.name, request);
}

function create({ storage }: StorageHttpContext, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const name = param(request, 'bucket');
  if (bucketNameProblem(name)) throw new XmlFault(400, 'InvalidBucketName', 'The specified bucket is not valid.');
  if (bodyOf(request).length > 0) throw unsupported('a bucket with a configuration by the XML API');
  const project = header(request, 'x-goog-project-id');
  storage.createBucket(name, project === undefined ? {} : { project });
  return reply.code(200).send();
}

const asked = (request: FastifyRequest, subresource: string): boolean => Object.hasOwn(request.query as object, subresource);
