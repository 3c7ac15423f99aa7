import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DispatchConfig } from '../core/dispatch-config';
import type { ObjectStore } from '../core/ports/object-store';
import { loadConfig } from './load-config';

const load = (Auth: unknown): Promise<DispatchConfig> => loadConfig({ text: JSON.stringify({ DeferTaskURL: 'gs://ops-bucket/tasks/', Auth }), file: 'c.json', given: {}, objects: {} as ObjectStore });

test('Auth says how callers are checked', async () => {
  assert.deepEqual((await load({ mode: 'OIDC', Audience: 'https://x', ServiceAccounts: ['a@b'] })).auth, { mode: 'oidc', audiences: ['https://x'], serviceAccounts: ['a@b'] });
  assert.deepEqual((await load({ Audience: ['https://x', 'https://y'] })).auth, { mode: undefined, audiences: ['https://x', 'https://y'], serviceAccounts: [] });
  assert.equal((await load(undefined)).auth, undefined);
});

const FAULTS: readonly [Auth: unknown, why: RegExp][] = [
  ['none', /expected an object with Mode/],
  [{ Mode: 'open' }, /Auth\.Mode: found "open", expected one of oidc, platform, none/],
  [{ Mode: 'oidc', ServiceAccounts: ['a@b'] }, /Auth\.Audience: found nothing, expected Audience beside Mode oidc/],
  [{ Mode: 'oidc', Audience: 'https://x', ServiceAccounts: [] }, /Auth\.ServiceAccounts: found nothing/],
  [{ ServiceAccounts: ['nobody'] }, /expected the e-mail address of a service account/],
  [{ Audiance: 'https://x' }, /unknown field "Audiance"/],
];
for (const [Auth, why] of FAULTS) {
  test(`${JSON.stringify(Auth)} is a fault`, () => assert.rejects(load(Auth), { code: 'CONFIG_INVALID', message: why }));
}
