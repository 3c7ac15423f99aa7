import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { badRequest, notFound, unsupported } from '../../http/http-fault';
import { jsonBody, parseTerm } from '../request-body';
import { parseInstruction } from './instruction';
import type { RetryTests } from './retry-tests';
import { STORAGE_METHODS } from './storage-method';

const testTerm = z.strictObject({
  instructions: z.record(z.string(), z.array(z.string()).min(1)),
  transport: z.enum(['HTTP', 'GRPC']).optional(),
});

/** The protocol by which test suites of Google's clients ask for faults: `/retry_test`. */
export function registerRetryTestRoutes(app: FastifyInstance, tests: RetryTests): void {
  app.post('/retry_test', (request, reply) => {
    const { instructions, transport } = parseTerm(testTerm, jsonBody(request) ?? {});
    if (transport === 'GRPC') throw unsupported('a retry test over gRPC');
    const lists = new Map(Object.entries(instructions));
    if (lists.size === 0) throw badRequest('instructions: expected a list for at least one method');
    for (const [method, list] of lists) {
      if (!STORAGE_METHODS.has(method)) throw badRequest(`instructions: ${JSON.stringify(method)} is no method of Cloud Storage, such as storage.objects.get`);
      const unknown = list.find((text) => !parseInstruction(text));
      if (unknown !== undefined) throw badRequest(`instructions.${method}: ${JSON.stringify(unknown)} is no instruction, such as return-503`);
    }
    return reply.send(tests.create(lists));
  });

  app.get('/retry_tests', (_request, reply) => reply.send({ retry_test: tests.list() }));

  app.get<{ Params: { id: string } }>('/retry_test/:id', ({ params: { id } }, reply) => {
    const test = tests.get(id);
    if (!test) throw notFound(`Retry Test ${id} does not exist`);
    return reply.send(test);
  });

  app.delete<{ Params: { id: string } }>('/retry_test/:id', ({ params: { id } }, reply) => {
    if (!tests.remove(id)) throw notFound(`Retry Test ${id} does not exist`);
    return reply.send({});
  });
}
