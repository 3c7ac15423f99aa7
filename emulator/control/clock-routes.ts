import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { ControlClock } from '../control-clock';
import { jsonBody, parseTerm } from './request-body';

/** A hundred years. */
const FURTHEST_MS = 100 * 366 * 86_400_000;

const clockTerm = z.union(
  [
    z.strictObject({ freeze: z.union([z.literal(true), z.iso.datetime({ offset: true })]) }),
    z.strictObject({ advanceMs: z.number().min(0).max(FURTHEST_MS) }),
    z.strictObject({ resume: z.literal(true) }),
  ],
  { error: 'expected { "freeze": true }, { "freeze": "2024-03-01T10:00:00Z" }, { "advanceMs": 60000 } or { "resume": true }' },
);

/** `/_emulator/clock`: the time that jobs, tables and objects live in. */
export function registerClockRoutes(app: FastifyInstance, clock: ControlClock): void {
  const state = () => ({ now: clock.now().toISOString(), frozen: clock.frozen() });

  app.get('/_emulator/clock', (_request, reply) => reply.send(state()));

  app.post('/_emulator/clock', async (request) => {
    const wish = parseTerm(clockTerm, jsonBody(request));
    if ('freeze' in wish) clock.freeze(wish.freeze === true ? undefined : new Date(wish.freeze));
    else if ('advanceMs' in wish) await clock.advance(wish.advanceMs);
    else clock.resume();
    return state();
  });
}
