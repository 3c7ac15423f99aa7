import type { FastifyInstance, FastifyReply, FastifyRequest, RouteHandlerMethod } from 'fastify';
import { badRequest } from '../../http/http-fault';
import { partialResponse } from '../../http/partial-response';
import { createCall, textOf, type Call } from './call';

/** What answers one method of the API. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below `/projects/…`, with parameters as `:datasetId`. */
  readonly path: string;
  /** The verb behind a resource's name, as in `tables/t:getIamPolicy`. */
  readonly verb?: string;
  /** The answer's JSON; `undefined` for 204. The reply may be given another status before. */
  readonly answer: (call: Call) => unknown;
}

const OVERRIDE = 'x-http-method-override';

/** Registers routes below a prefix. POST stands for any method that `X-HTTP-Method-Override` names, as clients without PATCH need it. */
export function registerRoutes(app: FastifyInstance, routes: readonly Route[], prefix: string): void {
  const byPath = new Map<string, Route[]>();
  for (const route of routes) byPath.set(route.path, [...(byPath.get(route.path) ?? []), route]);
  for (const [path, alternatives] of byPath) {
    const methods = new Set([...alternatives.map(({ method }) => method), 'POST']);
    for (const method of methods) app.route({ method, url: prefix + path, exposeHeadRoute: false, handler: handlerOf(alternatives, path) });
  }
}

function handlerOf(alternatives: readonly Route[], path: string): RouteHandlerMethod {
  const lastParam = /:(\w+)$/.exec(path)?.[1];
  return async (request, reply) => {
    const override = request.headers[OVERRIDE];
    const method = request.method === 'POST' && typeof override === 'string' ? override.toUpperCase() : request.method;
    const verb = lastParam === undefined ? undefined : takeVerb(request, lastParam);
    const route = alternatives.find((one) => one.method === method && one.verb === verb);
    if (route) return answer(route, request, reply);
    reply.callNotFound();
    return reply;
  };
}

/** Cuts `:verb` off the last part of the path; only there a colon can be one, as names hold none. */
function takeVerb(request: FastifyRequest, name: string): string | undefined {
  const params = request.params as Record<string, string>;
  const [id = '', ...verb] = (params[name] ?? '').split(':');
  if (verb.length === 0 || name === 'projectId') return undefined;
  params[name] = id;
  return verb.join(':');
}

async function answer(route: Route, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  const call = createCall(request, reply);
  checkProject(call);
  const resource = await route.answer(call);
  if (reply.sent) return reply;
  if (resource === undefined) return reply.code(204).send();
  const etag = (resource as { etag?: unknown }).etag;
  if (typeof etag === 'string') void reply.header('etag', etag);
  const fields = textOf(call, 'fields');
  return fields === undefined ? resource : partialResponse(resource, fields);
}

const PROJECT_ID = /^[\w.:-]{1,200}$/;

function checkProject(call: Call): void {
  const projectId = call.param('projectId');
  if (projectId === '' || PROJECT_ID.test(projectId)) return;
  throw badRequest(
    `Invalid project ID '${projectId.slice(0, 200)}'. Project IDs must contain 6-63 lowercase letters, digits, or dashes. ` +
      'Some project IDs also include domain name separated by a colon. IDs must start with a letter and may not end with a dash.',
  );
}
