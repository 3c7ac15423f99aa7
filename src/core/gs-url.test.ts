import assert from 'node:assert/strict';
import { test } from 'node:test';
import { childUrl, formatGsUrl, parseGsUrl } from './gs-url';

test('a URL is read into bucket and name, whatever the name looks like', () => {
  for (const name of ['a', 'a/b', 'z/', 'q//r', '../x', '/lead', 'a b%20?#', 'zwei\nzeilen', '']) {
    assert.deepEqual(parseGsUrl(`gs://my-bucket/${name}`), { bucket: 'my-bucket', name });
  }
  assert.deepEqual(parseGsUrl('gs://my-bucket'), { bucket: 'my-bucket', name: '' });
});

test('what is no gs:// URL is refused with the text that was found', () => {
  for (const text of ['', 's3://b/x', 'gs://', 'gs://B/x', 'gs:///x', '/x', 'gs://ab', 'gs://a..b/x', 'gs://10.0.0.1/x']) {
    assert.throws(() => parseGsUrl(text), { code: 'INVALID_GS_URL', message: new RegExp(JSON.stringify(text).replace(/[/.]/g, '\\$&')) });
  }
});

test('a child lies in the folder, with or without its slash', () => {
  assert.equal(formatGsUrl(childUrl(parseGsUrl('gs://bkt/tasks/'), 'x.json')), 'gs://bkt/tasks/x.json');
  assert.equal(formatGsUrl(childUrl(parseGsUrl('gs://bkt/tasks'), 'x.json')), 'gs://bkt/tasks/x.json');
  assert.equal(formatGsUrl(childUrl(parseGsUrl('gs://bkt'), 'x.json')), 'gs://bkt/x.json');
});
