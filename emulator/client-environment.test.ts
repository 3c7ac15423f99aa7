import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clientEnvironment, exportLines } from './client-environment';

test('each client finds its variable', () => {
  assert.equal(
    exportLines(clientEnvironment({ host: '127.0.0.1', port: 9050 }, 'demo-project')),
    [
      'export BIGQUERY_EMULATOR_HOST=http://127.0.0.1:9050',
      'export STORAGE_EMULATOR_HOST=http://127.0.0.1:9050',
      'export GOOGLE_CLOUD_PROJECT=demo-project',
      'export GCE_METADATA_HOST=127.0.0.1:9050',
      'export GCE_METADATA_IP=127.0.0.1:9050',
      '',
    ].join('\n'),
  );
});

for (const [host, address] of [
  ['0.0.0.0', 'http://127.0.0.1:1'],
  ['::', 'http://127.0.0.1:1'],
  ['::1', 'http://[::1]:1'],
  ['box.local', 'http://box.local:1'],
] as const) {
  test(`an emulator on ${host} is reached at ${address}`, () => {
    assert.equal(clientEnvironment({ host, port: 1 }, 'p').get('STORAGE_EMULATOR_HOST'), address);
  });
}

test('what a shell would read otherwise is quoted', () => {
  assert.match(exportLines(clientEnvironment({ host: 'h', port: 1 }, "it's $HOME")), /PROJECT='it'\\''s \$HOME'\n/);
});
