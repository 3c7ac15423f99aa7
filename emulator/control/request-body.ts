import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { badRequest } from '../http/http-fault';

/** The text of a body that did not come as JSON. */
export function bodyText({ body }: FastifyRequest): string | undefined {
  return Buffer.isBuffer(body) ? body.toString('utf8') : undefined;
}

/** The JSON of a body, whatever content type it came with; `undefined` where it is empty. @throws HttpFault parseError */
export function jsonBody(request: FastifyRequest): unknown {
  const text = bodyText(request);
  if (text === undefined) return request.body ?? undefined;
  if (text.trim() === '') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw badRequest(`Parse Error: ${(error as Error).message}`, 'parseError');
  }
}

/** Reads a value that came from outside. @throws HttpFault 400 that names each field at fault */
export function parseTerm<T>(term: z.ZodType<T>, value: unknown): T {
  const parsed = term.safeParse(value);
  if (parsed.success) return parsed.data;
  throw badRequest(parsed.error.issues.map(({ path, message }) => `${path.length > 0 ? `${path.join('.')}: ` : ''}${message}`).join('; '));
}
