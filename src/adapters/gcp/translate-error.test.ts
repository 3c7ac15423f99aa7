import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DispatchError } from '../../core/errors';
import { statusOf, translateError } from './translate-error';

const CASES: readonly [thrown: object, code: string][] = [
  [{ code: 400, errors: [{ reason: 'invalid' }] }, 'INVALID_REQUEST'],
  [{ code: 401 }, 'PERMISSION_DENIED'],
  [{ code: 403, errors: [{ reason: 'accessDenied' }] }, 'PERMISSION_DENIED'],
  [{ code: 403, errors: [{ reason: 'rateLimitExceeded' }] }, 'UNAVAILABLE'],
  [{ code: 400, errors: [{ reason: 'jobRateLimitExceeded' }] }, 'UNAVAILABLE'],
  [{ code: 404 }, 'NOT_FOUND'],
  [{ code: 408 }, 'UNAVAILABLE'],
  [{ code: 409 }, 'JOB_ALREADY_EXISTS'],
  [{ code: 412 }, 'PRECONDITION_FAILED'],
  [{ code: 429 }, 'UNAVAILABLE'],
  [{ code: 500 }, 'UNAVAILABLE'],
  [{ code: 501 }, 'UNSUPPORTED'],
  [{ code: 503 }, 'UNAVAILABLE'],
  [{ status: 412 }, 'PRECONDITION_FAILED'],
  [{ code: '404' }, 'NOT_FOUND'],
  [{ code: 'ECONNRESET' }, 'UNAVAILABLE'],
  [{ message: 'socket hang up' }, 'UNAVAILABLE'],
  [{ code: 'CONTENT_DOWNLOAD_MISMATCH' }, 'UNAVAILABLE'],
  [{ name: 'SyntaxError', message: 'Unexpected end of JSON input' }, 'UNAVAILABLE'],
  [{ message: 'Could not load the default credentials. Browse to https://cloud.google.com/docs/authentication' }, 'PERMISSION_DENIED'],
  [{ message: 'Cannot fetch ID token in this environment, use GCE or set the GOOGLE_APPLICATION_CREDENTIALS environment variable' }, 'PERMISSION_DENIED'],
  [{ message: 'The operation was aborted.' }, 'UNAVAILABLE'],
  [{ message: 'uri requested responds with a redirect, redirect mode is set to error: https://example.com/' }, 'UNAVAILABLE'],
  [{ message: 'what is this' }, 'INTERNAL'],
];

for (const [thrown, code] of CASES) {
  test(`${JSON.stringify(thrown)} is ${code}`, () => {
    const error = translateError(thrown, { doing: 'insert job j', conflict: 'JOB_ALREADY_EXISTS' });
    assert.equal(error.code, code);
    assert.equal(error.cause, thrown);
    assert.match(error.message, /^insert job j: /);
  });
}

test('of a body that is no JSON its beginning is told', () => {
  const message = `Multiple errors occurred during the request. Please see the \`errors\` array for complete details.\n\n    1. Bad Gateway\n    2. <html>\n${'x'.repeat(600)}`;
  const told = translateError({ code: 502, message }, { doing: 'd' }).message;
  assert.match(told, /^d: 1\. Bad Gateway 2\. <html> x+$/);
  assert.equal(told.length, 'd: '.length + 500);
});

test('who has no credentials is told how to get some', () => {
  assert.match(translateError(new Error('Could not load the default credentials.'), { doing: 'd' }).hint, /gcloud auth/);
  assert.match(translateError(new Error('Cannot fetch ID token in this environment'), { doing: 'd' }).hint, /--impersonate-service-account/);
});

test('an error of the catalogue stays as it is', () => {
  const error = new DispatchError('USAGE', 'x');
  assert.equal(translateError(error, { doing: 'y' }), error);
});

test('what is no HTTP status is none', () => {
  assert.equal(statusOf({ code: 42, status: 'DONE' }), undefined);
  assert.equal(statusOf(undefined), undefined);
});
