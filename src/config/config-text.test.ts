import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ObjectStore } from '../core/ports/object-store';
import { readConfigText } from './config-text';

const objects = { read: ({ name }) => Promise.resolve(name === 'there.yaml' ? { bytes: Buffer.from('a: 1') } : undefined) } as ObjectStore;
const readFile = (file: string): string => {
  if (file !== 'conf/dispatch.json') throw new Error(`ENOENT: no such file, open '${file}'`);
  return '{}';
};
const read = (config: string) => readConfigText(config, { objects, readFile });

const CASES: readonly [config: string, text: string, file: string][] = [
  [' {"a": 1}', ' {"a": 1}', 'CONFIG'],
  ['a: 1\nb: 2\n', 'a: 1\nb: 2\n', 'CONFIG.yaml'],
  ['gs://ops-bucket/there.yaml', 'a: 1', 'gs://ops-bucket/there.yaml'],
  ['conf/dispatch.json\n', '{}', 'conf/dispatch.json'],
];
for (const [config, text, file] of CASES) {
  test(`CONFIG=${JSON.stringify(config)} is ${file}`, async () => assert.deepEqual(await read(config), { text, file }));
}

test('where there is none, it is said what CONFIG may be', async () => {
  await assert.rejects(read(''), { code: 'CONFIG_INVALID', message: /no configuration/ });
  await assert.rejects(read('gs://ops-bucket/absent.yaml'), { code: 'CONFIG_INVALID', message: /no object gs:\/\/ops-bucket\/absent/ });
  await assert.rejects(read('absent.json'), { code: 'CONFIG_INVALID', message: /ENOENT/ });
});
