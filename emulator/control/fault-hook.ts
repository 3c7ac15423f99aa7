import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Clock } from '../../src/core/ports/clock';
import { HttpFault } from '../http/http-fault';
import type { Faults } from './faults';

/** What can be reached whatever the rules say. */
const EXEMPT = /^\/(?:_emulator|retry_tests?)(?:\/|$)/;

/** Lets requests meet with the faults that were asked for, before anything else is done with them. */
export function addFaultHook(app: FastifyInstance, { faults, wall }: { faults: Faults; wall: Clock }): void {
  app.addHook('onRequest', async (request, reply) => {
    const path = request.url.split('?', 1)[0] ?? '';
    if (EXEMPT.test(path)) return;
    // Clients escape the names in paths as they like: a pattern may be written either way.
    const fault = faults.take(request.method, path, decode(path));
    if (!fault) return;
    if (fault.latencyMs > 0) await new Promise<void>((resolve) => void wall.schedule(fault.latencyMs, resolve));
    if (fault.cut) cutConnection(request, reply);
    if (fault.status !== undefined) {
      const { status, reason = 'injectedFault', message = `a fault was asked for: HTTP ${status}` } = fault;
      throw new HttpFault({ status, reason, message });
    }
  });
}

/** Ends the connection as a broken network does: no answer, and a reset where the system can send one. */
export function cutConnection({ raw }: FastifyRequest, reply: FastifyReply): void {
  reply.hijack();
  if (raw.socket.destroyed) return;
  if (typeof raw.socket.resetAndDestroy === 'function') raw.socket.resetAndDestroy();
  else raw.socket.destroy();
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
