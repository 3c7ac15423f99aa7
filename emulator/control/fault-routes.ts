import type { FastifyInstance } from 'fastify';
import { badRequest, notFound } from '../http/http-fault';
import { faultTerm, type FaultRule, type Faults } from './faults';
import { jsonBody, parseTerm } from './request-body';

/** `/_emulator/faults`: which requests fail, and how. */
export function registerFaultRoutes(app: FastifyInstance, faults: Faults): void {
  app.get('/_emulator/faults', (_request, reply) => reply.send({ faults: faults.list() }));

  app.post('/_emulator/faults', (request, reply) => {
    const body = jsonBody(request);
    const rules: FaultRule[] = Array.isArray(body) ? body.map((rule) => parseTerm(faultTerm, rule)) : [parseTerm(faultTerm, body)];
    const added = rules.map((rule) => {
      const standing = faults.add(rule);
      if (!standing) throw badRequest('too many faults; remove some with DELETE /_emulator/faults');
      return standing;
    });
    return reply.send(Array.isArray(body) ? { faults: added } : added[0]);
  });

  app.delete('/_emulator/faults', (_request, reply) => {
    faults.clear();
    return reply.send({});
  });

  app.delete<{ Params: { id: string } }>('/_emulator/faults/:id', ({ params: { id } }, reply) => {
    if (!faults.remove(id)) throw notFound(`there is no fault ${JSON.stringify(id)}`);
    return reply.send({});
  });
}
