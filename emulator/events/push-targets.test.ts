import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JobResource } from '../../src/core/job-resource';
import { createManualClock } from '../manual-clock';
import { createStorageState } from '../storage/storage-state';
import type { EventRequest } from './cloud-event';
import { createPushTargets, type PushFormat } from './push-targets';
import { tellOfObjects } from './tell-of-objects';
import type { NotificationConfig } from './storage-event';

function targetsOf(format: PushFormat, urls = ['http://a/', 'http://b/']) {
  const clock = createManualClock(new Date('2024-03-01T10:00:00Z'));
  const sent: { url: string; request: EventRequest }[] = [];
  const post = (url: string, request: EventRequest): Promise<number> => {
    sent.push({ url, request });
    return Promise.resolve(200);
  };
  const pushes = createPushTargets({ urls, format, post, clock, random: () => 0.5, say: () => undefined });
  const storage = createStorageState({ clock });
  tellOfObjects(storage, { pushes, clock });
  storage.createBucket('shop-data');
  const configure = (config: Partial<NotificationConfig> = {}): unknown =>
    storage.addNotificationConfig('shop-data', {
      topic: '//pubsub.googleapis.com/projects/shop/topics/t',
      payload_format: 'JSON_API_V1',
      event_types: [],
      custom_attributes: {},
      object_name_prefix: '',
      ...config,
    });
  return { pushes, sent, storage, configure };
}

const done: JobResource = { jobReference: { projectId: 'shop', jobId: 'j', location: 'US' }, configuration: { load: {} }, status: { state: 'DONE' } };

test('the end of a job goes to every target', async () => {
  const { pushes, sent } = targetsOf('eventarc');
  pushes.jobDone(done);
  await pushes.idle();
  assert.deepEqual(sent.map(({ url, request }) => [url, request.headers['ce-type']]), [
    ['http://a/', 'google.cloud.audit.log.v1.written'],
    ['http://b/', 'google.cloud.audit.log.v1.written'],
  ]);
});

test('a bucket without a configuration tells nobody', async () => {
  const { pushes, sent, storage } = targetsOf('eventarc');
  storage.write({ bucket: 'shop-data', name: 'x' }, Buffer.from('1'));
  await pushes.idle();
  assert.deepEqual(sent, []);
});

test('objects as Eventarc tells of them', async () => {
  const { pushes, sent, storage, configure } = targetsOf('eventarc', ['http://a/']);
  configure();
  storage.write({ bucket: 'shop-data', name: 'in/ü.csv' }, Buffer.from('1'), { contentType: 'text/csv' });
  storage.remove({ bucket: 'shop-data', name: 'in/ü.csv' });
  await pushes.idle();
  assert.deepEqual(sent.map(({ request: { headers } }) => headers['ce-type']), ['google.cloud.storage.object.v1.finalized', 'google.cloud.storage.object.v1.deleted']);
  const { headers, body } = sent[0]!.request;
  assert.deepEqual([headers['ce-source'], headers['ce-subject'], headers['ce-bucket']], ['//storage.googleapis.com/projects/_/buckets/shop-data', 'objects/in/%C3%BC.csv', 'shop-data']);
  const { name, size, contentType } = JSON.parse(body) as Record<string, string>;
  assert.deepEqual([name, size, contentType], ['in/ü.csv', '1', 'text/csv']);
});

test('objects as Pub/Sub tells of them, by type and prefix', async () => {
  const { pushes, sent, storage, configure } = targetsOf('pubsub', ['http://a/']);
  configure({ event_types: ['OBJECT_FINALIZE'], object_name_prefix: 'in/', custom_attributes: { team: 'ops' }, payload_format: 'NONE' });
  const url = { bucket: 'shop-data', name: 'in/x' };
  const first = storage.write(url, Buffer.from('1'));
  const second = storage.write(url, Buffer.from('2'));
  storage.write({ bucket: 'shop-data', name: 'out/x' }, Buffer.from('3'));
  storage.remove(url);
  await pushes.idle();
  const messages = sent.map(({ request }) => (JSON.parse(request.body) as { message: { data: string; attributes: Record<string, string> } }).message);
  assert.equal(messages.length, 2);
  const { eventTime, ...attributes } = messages[1]!.attributes;
  assert.match(eventTime ?? '', /^2024-03-01T10:00:00/);
  assert.deepEqual(attributes, {
    team: 'ops',
    notificationConfig: 'projects/_/buckets/shop-data/notificationConfigs/1',
    eventType: 'OBJECT_FINALIZE',
    payloadFormat: 'NONE',
    bucketId: 'shop-data',
    objectId: 'in/x',
    objectGeneration: second.generation,
    overwroteGeneration: first.generation,
  });
  assert.equal(messages[1]!.data, '');
});
