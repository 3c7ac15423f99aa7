import { z } from 'zod';
import { hostIsAllowed } from '../allowed-hosts';
import { DispatchError } from '../errors';
import { expandInto, type Variables } from '../expand';
import type { HttpAnswer, HttpRequest } from '../ports/http-caller';
import { flag, gsUrl, shape, text, texts } from '../rules/terms';
import { withoutSecrets } from '../secret-headers';
import { defineAction, type ActionContext } from './action';
import { isJson, jsonText } from './json-text';
import { readText } from './read-text';

const METHOD = /^[A-Z]{1,20}$/;

/** Statuses that may pass (R25). */
const PASSING = (status: number): boolean => status === 408 || status === 429 || status >= 500;

/** What of an answer stands in an error. */
const LONGEST_TOLD = 500;

/** Calls an HTTP service. The next action finds `$StatusCode`, `$Body` and, of JSON, `$Data`. */
export const callAction = defineAction({
  name: 'call',
  answers: true,
  selfExpanded: { URL: expandUrl, Body: jsonText },
  request: z
    .object({
      URL: text('an http: or https: URL').refine(isCallable, { error: 'an http: or https: URL' }).meta({
        ...shape('^\\s*[Hh][Tt][Tt][Pp][Ss]?:', 'an http: or https: URL'),
        description: 'What is called. What a variable brings in is percent-encoded, unless the URL begins with it.', examples: ['https://jobs.example.com/loaded?table=$DestTable'],
      }),
      Method: text('a method such as POST').optional().meta({ description: 'The method; else POST with a body, GET without.', examples: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] }),
      Body: z.union([z.string(), z.looseObject({}), z.array(z.unknown())], { error: 'a text or JSON' }).optional().describe('A text or JSON.'),
      BodyURL: gsUrl('the gs:// URL of a file').optional().describe('A file with the body.'),
      Headers: texts('an object of texts').optional().describe('Headers by their names. Content-Type and Idempotency-Key are added.'),
      Auth: z.union([flag(), text()], { error: 'true, false or an audience' }).optional().describe('true: adds a Google ID token for the service. A text: for that audience.'),
      Scopes: z.array(text('an OAuth scope'), { error: 'a list of OAuth scopes' }).optional().meta({
        description: 'With Auth: an access token with these OAuth scopes instead.', examples: [['https://www.googleapis.com/auth/cloud-platform']],
      }),
    })
    .refine(({ Body, BodyURL }) => Body === undefined || BodyURL === undefined, { error: 'either Body or BodyURL' })
    .meta({ description: 'Calls an HTTP service. The next action finds $StatusCode, $Body and, of JSON, $Data.', examples: [{ URL: 'https://jobs.example.com/loaded?table=$DestTable', Body: { job: '$JobID' } }], allOf: [{ not: { required: ['Body', 'BodyURL'] }, errorMessage: 'Expected either Body or BodyURL.' }] }),
  shown: withoutSecretHeaders,
  async run(request, context) {
    const url = urlOf(request.URL, context.variables);
    refuseOtherHosts(url, context.allowedHosts);
    const body = await bodyOf(request, context);
    const method = (request.Method ?? (body === undefined ? 'GET' : 'POST')).toUpperCase();
    if (!METHOD.test(method)) throw new DispatchError('INVALID_VALUE', `Method: found ${JSON.stringify(request.Method)}, expected a method such as POST`);
    const answer = await context.outgoing.http.call({
      method,
      url: url.href,
      headers: headersOf(request.Headers, body, context.idempotencyKey),
      ...(body !== undefined && { body: new TextEncoder().encode(body) }),
      ...(request.Auth && { identity: identityOf(request.Auth, request.Scopes, url) }),
      deadline: context.deadline,
    });
    return { effect: `${method} ${url.origin}${url.pathname} answered ${answer.status}`, response: responseOf(answer, `${method} ${url.origin}${url.pathname}`) };
  },
});

function isCallable(value: string): boolean {
  if (value.includes('$')) return true;
  return URL.canParse(value) && /^https?:$/.test(new URL(value).protocol);
}

/** A value is one part of the URL, whatever is in it; only at its start, where a URL may come from an answer, it is taken as it is. */
function expandUrl(template: string, variables: Variables): string {
  return expandInto(template, variables, (value, at) => (at === 0 ? value : encodeURIComponent(value)));
}

function urlOf(template: string, variables: Variables): URL {
  const expanded = expandUrl(template, variables);
  if (!URL.canParse(expanded) || !isCallable(expanded.replaceAll('$', '%24'))) throw new DispatchError('INVALID_VALUE', `URL: found ${JSON.stringify(expanded.slice(0, 200))}, expected an http: or https: URL`);
  return new URL(expanded);
}

function refuseOtherHosts(url: URL, allowedHosts: readonly string[] | undefined): void {
  if (hostIsAllowed(url, allowedHosts)) return;
  throw new DispatchError('ADDRESS_REFUSED', `${url.host} is none of AllowedHosts: ${allowedHosts?.join(', ') || 'none'}`, { hint: 'Add the host to AllowedHosts of the configuration, if it is to be called.' });
}

async function bodyOf({ Body, BodyURL }: { Body?: unknown; BodyURL?: string }, context: ActionContext): Promise<string | undefined> {
  const body = BodyURL === undefined ? Body : await readText('BodyURL', BodyURL, context);
  return body === undefined ? undefined : jsonText(body, context.variables);
}

/** The user's own headers win, but no header stands there twice. */
function headersOf(own: Readonly<Record<string, string>> = {}, body: string | undefined, idempotencyKey: string): HttpRequest['headers'] {
  const given = new Set(Object.keys(own).map((name) => name.toLowerCase()));
  const type: [string, string][] = body === undefined ? [] : [['Content-Type', isJson(body) ? 'application/json' : 'text/plain; charset=utf-8']];
  const added = [...type, ['Idempotency-Key', idempotencyKey] as const].filter(([name]) => !given.has(name.toLowerCase()));
  return { ...Object.fromEntries(added), ...own };
}

/** Cloud Run knows a service by its origin, a Cloud Function by its name below that. */
function identityOf(auth: boolean | string, scopes: readonly string[] | undefined, url: URL): NonNullable<HttpRequest['identity']> {
  if (scopes) return { scopes };
  if (typeof auth === 'string') return { audience: auth };
  const name = url.hostname.endsWith('.cloudfunctions.net') ? url.pathname.split('/').slice(0, 2).join('/') : '';
  return { audience: url.origin + name };
}

/** @throws DispatchError CALL_FAILED, UNAVAILABLE for a status of 400 or more */
function responseOf({ status, body }: HttpAnswer, doing: string): object {
  const Body = new TextDecoder().decode(body);
  if (status >= 400) {
    throw new DispatchError(PASSING(status) ? 'UNAVAILABLE' : 'CALL_FAILED', `${doing} answered ${status}: ${JSON.stringify(Body.slice(0, LONGEST_TOLD))}`);
  }
  return { StatusCode: status, Body, ...(isJson(Body) && { Data: JSON.parse(Body) as unknown }) };
}

function withoutSecretHeaders(request: object): object {
  const headers: unknown = 'Headers' in request ? request.Headers : undefined;
  if (typeof headers !== 'object' || headers === null) return request;
  return { ...request, Headers: withoutSecrets(headers as Readonly<Record<string, unknown>>) };
}
