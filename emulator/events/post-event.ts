import http from 'node:http';
import https from 'node:https';
import type { PostEvent } from './push-target';

/** How long Pub/Sub waits for an answer unless told otherwise. */
const ANSWER_TIMEOUT_MS = 10_000;

/** Posts over HTTP, without following redirections. */
export const postEvent: PostEvent = (url, { headers, body }) =>
  new Promise((resolve, reject) => {
    const { request: send } = url.startsWith('https:') ? https : http;
    const length = String(Buffer.byteLength(body));
    const request = send(url, { method: 'POST', headers: { ...headers, 'content-length': length }, timeout: ANSWER_TIMEOUT_MS }, (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode ?? 0)).on('error', reject);
    });
    request.on('timeout', () => request.destroy(new Error(`no answer within ${ANSWER_TIMEOUT_MS / 1000} s`)));
    request.on('error', reject);
    request.end(body);
  });
