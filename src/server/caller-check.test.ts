import assert from 'node:assert/strict';
import { test } from 'node:test';
import { callerRule } from './caller-check';

const known = { audiences: ['https://x'], serviceAccounts: ['a@b'] };

test('callers are checked by the platform on Cloud Run, else by their tokens', () => {
  assert.deepEqual(callerRule(undefined, true), { mode: 'platform' });
  assert.deepEqual(callerRule(known, false), { mode: 'oidc', ...known });
  assert.deepEqual(callerRule({ mode: 'oidc', ...known }, true), { mode: 'oidc', ...known });
  assert.deepEqual(callerRule({ mode: 'none' }, true), { mode: 'none' });
});

test('tokens need an audience and accounts', () => {
  assert.throws(() => callerRule(undefined, false), { code: 'CONFIG_INVALID', message: /names no Audience/ });
  assert.throws(() => callerRule({ audiences: ['https://x'] }, false), { code: 'CONFIG_INVALID', message: /names no ServiceAccounts/ });
});
