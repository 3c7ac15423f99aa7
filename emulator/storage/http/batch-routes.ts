import type { FastifyInstance, FastifyRequest, InjectOptions } from 'fastify';
import { badRequest } from '../../http/http-fault';
import { parseMultipart, type MultipartPart } from '../../http/multipart-related';
import type { StorageHttpContext } from './storage-http-context';
import { bodyOf, header } from './request-terms';

const MAX_CALLS = 100;
const LINE = /^(GET|POST|PUT|PATCH|DELETE|HEAD) (\S+)(?: HTTP\/1\.[01])?$/;

/** Many calls in one: a `multipart/mixed` body with a request a part, answered by one with a response a part. */
export function addBatchRoutes(app: FastifyInstance, { newId }: StorageHttpContext): void {
  for (const url of ['/batch/storage/v1', '/batch']) {
    app.post(url, async (request, reply) => {
      const parts = parseMultipart(bodyOf(request), header(request, 'content-type') ?? '');
      if (parts.length > MAX_CALLS) throw badRequest(`The batch request has ${parts.length} calls; at most ${MAX_CALLS} are allowed.`);
      const boundary = `batch_${newId()}`;
      const answers: string[] = [];
      for (const part of parts) answers.push(await answer(app, part, request));
      const body = answers.map((text) => `--${boundary}\r\n${text}\r\n`).join('');
      return reply.type(`multipart/mixed; boundary=${boundary}`).send(`${body}--${boundary}--\r\n`);
    });
  }
}

async function answer(app: FastifyInstance, part: MultipartPart, outer: FastifyRequest): Promise<string> {
  const reply = await app.inject(parseCall(part, outer));
  const id = part.headers.get('content-id')?.replace(/^<?(.*?)>?$/, '<response-$1>');
  const headers = Object.entries(reply.headers).filter(([name]) => !['connection', 'keep-alive', 'transfer-encoding', 'content-length'].includes(name));
  return [
    'Content-Type: application/http',
    ...(id === undefined ? [] : [`Content-ID: ${id}`]),
    '',
    `HTTP/1.1 ${reply.statusCode} ${reply.statusMessage}`,
    ...headers.map(([name, value]) => `${name}: ${Array.isArray(value) ? value.join(', ') : (value ?? '')}`),
    `Content-Length: ${reply.rawPayload.length}`,
    '',
    reply.payload,
  ].join('\r\n');
}

/** The request in a part: a line, headers, and the body. @throws HttpFault badContent */
function parseCall({ bytes }: MultipartPart, outer: FastifyRequest): InjectOptions {
  const [, head, body] = /^([^]*?)(?:\r?\n\r?\n([^]*))?$/.exec(bytes.toString('utf8').trimStart()) ?? [];
  const [line = '', ...lines] = (head ?? '').split(/\r?\n/);
  const [, method, target = ''] = (LINE.exec(line.trim()) ?? []) as [string?, InjectOptions['method']?, string?];
  const path = /^https?:\/\/[^/]+(\/.*)$/.exec(target)?.[1] ?? target;
  if (method === undefined || !path.startsWith('/')) throw badRequest(`Failed to parse batch request: ${JSON.stringify(line.slice(0, 100))}`, 'badContent');
  if (path.startsWith('/batch')) throw badRequest('A batch request cannot hold another one.');
  const headers = lines.filter((text) => text.includes(':')).map((text) => [text.slice(0, text.indexOf(':')).trim().toLowerCase(), text.slice(text.indexOf(':') + 1).trim()] as const);
  const own = Object.fromEntries(headers.filter(([name]) => name !== 'content-length' && name !== 'host'));
  return { method, url: path, headers: { ...own, host: outer.host }, ...(body ? { payload: body } : {}) };
}
