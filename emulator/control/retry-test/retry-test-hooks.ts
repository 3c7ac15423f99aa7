import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Clock } from '../../../src/core/ports/clock';
import { googleErrorBody } from '../../http/google-error';
import { HttpFault, notFound, unsupported } from '../../http/http-fault';
import { cutConnection } from '../fault-hook';
import { brokenStream, payloadBytes, stallingStream } from './broken-payload';
import type { RetryTests } from './retry-tests';
import { storageMethodOf } from './storage-method';
import { partOfUpload, uploadedBytes } from './upload-part';

interface HookOptions {
  readonly tests: RetryTests;
  /** The time outside, for pauses. */
  readonly wall: Clock;
}

/** What a request's headers say of the test that it belongs to. */
interface TestStep {
  readonly id: string;
  readonly method: string;
}

/** Lets requests with the header `x-retry-test-id` meet with what their test says. */
export function addRetryTestHooks(app: FastifyInstance, { tests, wall }: HookOptions): void {
  /** Requests whose answer becomes an error, although they were handled in part. */
  const refusedLater = new WeakMap<FastifyRequest, HttpFault>();

  app.addHook('onRequest', async (request, reply) => {
    if (request.headers['x-goog-emulator-instructions'] !== undefined) throw unsupported('the header x-goog-emulator-instructions (x-retry-test-id is understood)');
    const step = stepOf(request);
    if (!step) return;
    if (!tests.get(step.id)) throw notFound(`Retry Test ${step.id} does not exist`);
    const next = tests.peek(step.id, step.method);
    if (next?.kind === 'reset') {
      tests.done(step.id, step.method);
      cutConnection(request, reply);
    } else if (next?.kind === 'status') {
      tests.done(step.id, step.method);
      throw forced(next.status);
    }
  });

  // Uploads, once their bytes have arrived.
  app.addHook('preHandler', async (request) => {
    const step = stepOf(request);
    if (step?.method !== 'storage.objects.insert') return;
    const next = tests.peek(step.id, step.method);
    const uploaded = next && uploadedBytes(request);
    if (!uploaded) return;
    if (next.kind === 'stall' && uploaded.end >= next.bytes) {
      tests.done(step.id, step.method);
      await new Promise<void>((resolve) => void wall.schedule(next.seconds * 1000, resolve));
    } else if (next.kind === 'statusAfter' && uploaded.end >= next.bytes) {
      tests.done(step.id, step.method);
      if (!uploaded.resumable) throw forced(next.status);
      partOfUpload(request, uploaded, next.bytes);
      refusedLater.set(request, forced(next.status));
    }
  });

  app.addHook('onSend', async (request, reply, payload) => {
    const refusal = refusedLater.get(request);
    if (refusal) return refuse(reply, refusal);
    const step = stepOf(request);
    const next = step && tests.peek(step.id, step.method);
    const bytes = next && payloadBytes(payload);
    if (!bytes || reply.statusCode >= 300) return payload;
    const socket = request.raw.socket;
    if (next.kind === 'brokenStream' && (!next.ifLonger || bytes.length >= next.bytes)) {
      tests.done(step.id, step.method);
      keepLength(reply, bytes);
      return brokenStream(bytes, { after: next.bytes, socket });
    }
    if (next.kind === 'stall' && step.method !== 'storage.objects.insert' && bytes.length >= next.bytes) {
      tests.done(step.id, step.method);
      keepLength(reply, bytes);
      return stallingStream(bytes, { after: next.bytes, waitMs: next.seconds * 1000, wall });
    }
    if (next.kind === 'shortFinalAnswer' && step.method === 'storage.objects.insert' && request.method === 'PUT') {
      tests.done(step.id, step.method);
      const short = bytes.subarray(0, next.bytes);
      keepLength(reply, short);
      return short;
    }
    return payload;
  });
}

function stepOf({ headers, method, url }: FastifyRequest): TestStep | undefined {
  const id = headers['x-retry-test-id'];
  if (typeof id !== 'string') return undefined;
  const name = storageMethodOf(method, url.split('?', 1)[0] ?? '');
  return name === undefined ? undefined : { id, method: name };
}

function forced(status: number): HttpFault {
  return new HttpFault({ status, reason: 'retryTest', message: `Retry Test: Caused a ${status}` });
}

function refuse(reply: FastifyReply, fault: HttpFault): string {
  const body = JSON.stringify(googleErrorBody(fault));
  reply.code(fault.status).removeHeader('range').type('application/json; charset=utf-8');
  keepLength(reply, Buffer.from(body));
  return body;
}

function keepLength(reply: FastifyReply, bytes: Uint8Array): void {
  reply.header('content-length', bytes.byteLength);
}
