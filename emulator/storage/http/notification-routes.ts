import { badRequest, notFound } from '../../http/http-fault';
import type { NotificationConfig } from '../storage-bucket';
import { findBucket } from './bucket-routes';
import type { JsonRoutes } from './json-routes';
import { readTexts } from './object-attributes-wire';
import { jsonBody, originOf, param } from './request-terms';
import { required } from './storage-faults';
import type { StorageHttpContext } from './storage-http-context';

const TOPIC = /^(?:\/\/pubsub\.googleapis\.com\/)?projects\/[^/]+\/topics\/[^/]+$/;
const EVENT_TYPES = ['OBJECT_FINALIZE', 'OBJECT_METADATA_UPDATE', 'OBJECT_DELETE', 'OBJECT_ARCHIVE'];

/** Whom a bucket tells of changes: insert, list, get, delete. */
export function addNotificationRoutes(routes: JsonRoutes, { storage }: StorageHttpContext): void {
  routes.on('POST', '/b/:bucket/notificationConfigs', async (request) => {
    const body = await jsonBody(request);
    const bucket = findBucket(storage, request).name;
    const { topic, payload_format = 'JSON_API_V1', event_types = [], object_name_prefix = '' } = body;
    if (typeof topic !== 'string' || topic === '') throw required('topic');
    if (!TOPIC.test(topic)) throw badRequest(`Invalid Google Cloud Pub/Sub topic. It should look like "//pubsub.googleapis.com/projects/*/topics/*": ${topic}`);
    if (payload_format !== 'JSON_API_V1' && payload_format !== 'NONE') throw badRequest(`Invalid payload_format: ${JSON.stringify(payload_format)}`);
    if (!Array.isArray(event_types) || event_types.some((type) => !EVENT_TYPES.includes(type as string))) throw badRequest('Invalid event_types');
    if (typeof object_name_prefix !== 'string') throw badRequest('Invalid object_name_prefix');
    const config = storage.addNotificationConfig(bucket, {
      topic: topic.startsWith('//') ? topic : `//pubsub.googleapis.com/${topic}`,
      payload_format,
      event_types: event_types as readonly string[],
      custom_attributes: readTexts('custom_attributes', body.custom_attributes) ?? {},
      object_name_prefix,
    });
    return wire(config, bucket, originOf(request));
  });

  routes.on('GET', '/b/:bucket/notificationConfigs', (request) => {
    const { name } = findBucket(storage, request);
    const items = storage.notificationConfigs(name).map((config) => wire(config, name, originOf(request)));
    return { kind: 'storage#notifications', items: items.length > 0 ? items : undefined };
  });

  routes.on('GET', '/b/:bucket/notificationConfigs/:id', (request) => {
    const { name } = findBucket(storage, request);
    const found = storage.notificationConfigs(name).find(({ id }) => id === param(request, 'id'));
    if (!found) throw noSuchConfig(param(request, 'id'));
    return wire(found, name, originOf(request));
  });

  routes.on('DELETE', '/b/:bucket/notificationConfigs/:id', (request, reply) => {
    const { name } = findBucket(storage, request);
    if (!storage.removeNotificationConfig(name, param(request, 'id'))) throw noSuchConfig(param(request, 'id'));
    return reply.code(204).send();
  });
}

const noSuchConfig = (id: string): Error => notFound(`The specified notification configuration does not exist: ${id}`);

function wire(config: NotificationConfig, bucket: string, origin: string): unknown {
  const { id, topic, payload_format, event_types, custom_attributes, object_name_prefix } = config;
  return {
    kind: 'storage#notification',
    id,
    selfLink: `${origin}/storage/v1/b/${bucket}/notificationConfigs/${id}`,
    topic,
    payload_format,
    event_types: event_types.length > 0 ? event_types : undefined,
    custom_attributes: Object.keys(custom_attributes).length > 0 ? custom_attributes : undefined,
    object_name_prefix: object_name_prefix === '' ? undefined : object_name_prefix,
    etag: id,
  };
}
