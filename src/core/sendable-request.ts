import { DispatchError } from './errors';
import type { HttpRequest } from './ports/http-caller';

/** What the connection itself says, or what would lead it elsewhere. */
const NOT_TO_BE_SET: ReadonlySet<string> = new Set(['host', 'content-length', 'transfer-encoding', 'connection', 'keep-alive', 'proxy-connection', 'proxy-authorization', 'te', 'trailer', 'upgrade', 'expect']);

/** RFC 9110, sections 5.1 and 5.5. */
const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const HEADER_VALUE = /^[\t\u0020-\u007e\u0080-\u00ff]*$/;

/**
 * Checks what an HttpCaller is to send.
 * @returns its URL
 * @throws DispatchError INVALID_REQUEST
 */
export function checkSendable({ url: text, method, headers }: HttpRequest): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !['http:', 'https:'].includes(url.protocol)) throw refused(`${JSON.stringify(text.slice(0, 200))} is no http: or https: URL`);
  if (url.username !== '' || url.password !== '') throw refused(`the URL of ${url.host} holds a user name or password`, 'Send them in a header.');
  if (!/^[A-Z]+$/.test(method) || ['CONNECT', 'TRACE'].includes(method)) throw refused(`${JSON.stringify(method.slice(0, 50))} is no method that can be called`);
  for (const [name, value] of Object.entries(headers)) {
    if (NOT_TO_BE_SET.has(name.toLowerCase())) throw refused(`the header ${JSON.stringify(name)} cannot be set, since the connection says it`, 'Leave it out.');
    if (!HEADER_NAME.test(name)) throw refused(`${JSON.stringify(name.slice(0, 100))} is no name of a header`);
    if (!HEADER_VALUE.test(value)) throw refused(`the value of the header ${name} has characters that no header may have`, 'Encode it, or send it in the body.');
  }
  return url;
}

function refused(message: string, hint?: string): DispatchError {
  return new DispatchError('INVALID_REQUEST', message, { hint });
}
