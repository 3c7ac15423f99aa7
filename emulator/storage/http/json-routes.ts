import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { googleErrorBody } from '../../http/google-error';
import { partialResponse } from '../../http/partial-response';
import { header, query } from './request-terms';
import { toStorageFault } from './storage-faults';

export type Handler = (request: FastifyRequest, reply: FastifyReply) => unknown;
export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Where routes of the JSON API are added, each below all of its base paths. */
export interface JsonRoutes {
  on(method: Method, path: string, handler: Handler): void;
}

/** With `STORAGE_EMULATOR_HOST` some clients leave the base path out. */
const JSON_BASES = ['/storage/v1', ''];

/**
 * Routes that answer as the JSON API does: faults in its words, `fields` obeyed, and a PATCH also where it comes as a
 * POST with `X-HTTP-Method-Override`, as from Java.
 */
export function createJsonRoutes(app: FastifyInstance, bases: readonly string[] = JSON_BASES): JsonRoutes {
  return {
    on(method, path, handler) {
      for (const base of bases) {
        app.route({ method, url: base + path, handler });
        if (method === 'PATCH') app.route({ method: 'POST', url: base + path, handler: (request, reply) => overridden(request, reply, handler) });
      }
    },
  };
}

function overridden(request: FastifyRequest, reply: FastifyReply, handler: Handler): unknown {
  if (header(request, 'x-http-method-override')?.toUpperCase() === 'PATCH') return handler(request, reply);
  reply.callNotFound();
  return reply;
}

/** Makes every route of `app` answer as the JSON API does. */
export function answerAsJsonApi(app: FastifyInstance): void {
  app.addHook('preSerialization', async (request, reply, payload) => {
    const fields = reply.statusCode < 400 ? query(request, 'fields') : undefined;
    return await Promise.resolve(fields === undefined ? payload : partialResponse(payload, fields));
  });
  app.setErrorHandler((thrown, request, reply) => {
    const fault = toStorageFault(thrown);
    // The application notes what is not emulated.
    if (fault.status >= 500) throw fault;
    if (fault.status === 304) return reply.code(304).send();
    if (query(request, 'alt') === 'media') return reply.code(fault.status).type('text/html; charset=UTF-8').send(fault.message);
    return reply.code(fault.status).type('application/json; charset=UTF-8').send(googleErrorBody(fault));
  });
}
