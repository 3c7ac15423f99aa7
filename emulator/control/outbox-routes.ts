import type { FastifyInstance } from 'fastify';
import { badRequest } from '../http/http-fault';
import type { Outbox } from '../outbox/outbox';
import { queryOf } from './query-terms';

const KINDS = ['notify', 'call', 'push'];

/** `/_emulator/outbox`: what actions told the world, or would have told it. */
export function registerOutboxRoutes(app: FastifyInstance, outbox: Outbox): void {
  app.get('/_emulator/outbox', (request, reply) => {
    const kind = queryOf(request, ['kind']).get('kind');
    if (kind !== undefined && !KINDS.includes(kind)) throw badRequest(`kind: found ${JSON.stringify(kind)}, expected one of ${KINDS.join(', ')}`);
    return reply.send({ outbox: outbox.entries().filter((entry) => kind === undefined || entry.kind === kind) });
  });

  app.delete('/_emulator/outbox', (request, reply) => {
    queryOf(request, []);
    outbox.clear();
    return reply.send({});
  });
}
