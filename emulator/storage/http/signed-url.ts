import type { FastifyRequest } from 'fastify';
import { query } from './request-terms';
import { XmlFault } from './xml-faults';

/** When a signed URL ceases to be valid; `undefined` for a URL that is not signed. The signature itself is not looked at. */
function expiryOf(request: FastifyRequest): Date | undefined {
  const term = (name: string): string | undefined => query(request, `X-Goog-${name}`) ?? query(request, `X-Amz-${name}`);
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(term('Date') ?? '') ?? [];
  const seconds = Number(term('Expires'));
  if (year !== undefined && term('Signature') !== undefined && Number.isInteger(seconds)) {
    return new Date(Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`) + seconds * 1000);
  }
  const until = Number(query(request, 'Expires'));
  if (query(request, 'Signature') === undefined || !Number.isInteger(until)) return undefined;
  return new Date(until * 1000);
}

/** @throws XmlFault ExpiredToken where the URL was signed for an earlier time */
export function checkExpiry(request: FastifyRequest, now: Date): void {
  const expiry = expiryOf(request);
  if (expiry && expiry <= now) throw new XmlFault(400, 'ExpiredToken', `The provided token has expired. Request signature expired at: ${expiry.toISOString()}`);
}
