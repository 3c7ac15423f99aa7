import type { FastifyRequest } from 'fastify';
import { badRequest } from '../http/http-fault';

/** Query parameters of a control request. @throws HttpFault 400 for one that is not among `known`, or is given twice */
export function queryOf(request: FastifyRequest, known: readonly string[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [name, value] of Object.entries(request.query as Record<string, unknown>)) {
    if (!known.includes(name)) throw badRequest(`unknown parameter ${JSON.stringify(name)}${known.length > 0 ? `; known: ${known.join(', ')}` : ''}`);
    if (typeof value !== 'string') throw badRequest(`${name}: given more than once`);
    found.set(name, value);
  }
  return found;
}

/** A whole number from 0; `fallback` where it is not given. @throws HttpFault 400 */
export function wholeNumber(query: ReadonlyMap<string, string>, name: string, fallback: number): number {
  const text = query.get(name);
  if (text === undefined) return fallback;
  if (!/^\d{1,9}$/.test(text)) throw badRequest(`${name}: found ${JSON.stringify(text)}, expected a whole number`);
  return Number(text);
}

/** `true` or `false`; false where it is not given. @throws HttpFault 400 */
export function flag(query: ReadonlyMap<string, string>, name: string): boolean {
  const text = query.get(name) ?? 'false';
  if (text !== 'true' && text !== 'false') throw badRequest(`${name}: found ${JSON.stringify(text)}, expected true or false`);
  return text === 'true';
}
