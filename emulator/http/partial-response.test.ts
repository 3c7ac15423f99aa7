import assert from 'node:assert/strict';
import { test } from 'node:test';
import { partialResponse } from './partial-response';

const resource = {
  kind: 'storage#objects',
  items: [
    { id: 1, name: 'a', owner: { entity: 'x', role: 'r' } },
    { id: 2, name: 'b', owner: { entity: 'y', role: 's' } },
  ],
  __proto__: { inherited: true },
};

const CASES: [fields: string, expected: unknown][] = [
  ['kind', { kind: 'storage#objects' }],
  ['items/id', { items: [{ id: 1 }, { id: 2 }] }],
  ['items(id,name)', { items: [{ id: 1, name: 'a' }, { id: 2, name: 'b' }] }],
  ['kind,items(owner/role)', { kind: 'storage#objects', items: [{ owner: { role: 'r' } }, { owner: { role: 's' } }] }],
  ['items/id,items/name', { items: [{ id: 1, name: 'a' }, { id: 2, name: 'b' }] }],
  ['items/owner,items/owner/role', { items: [{ owner: { entity: 'x', role: 'r' } }, { owner: { entity: 'y', role: 's' } }] }],
  ['items/*/role', { items: [{ owner: { role: 'r' }, id: 1, name: 'a' }, { owner: { role: 's' }, id: 2, name: 'b' }] }],
  ['items(owner(entity)), kind', { kind: 'storage#objects', items: [{ owner: { entity: 'x' } }, { owner: { entity: 'y' } }] }],
  ['nextPageToken', {}],
  ['inherited,constructor', {}],
  ['*', { kind: resource.kind, items: resource.items }],
];

for (const [fields, expected] of CASES) {
  test(`fields=${fields}`, () => assert.deepEqual(partialResponse(resource, fields), expected));
}

for (const fields of ['', ',', 'a,', 'a(', 'a(b', 'a)', 'a//b', '(a)', 'a(b))', 'a/', `${'a('.repeat(100)}b${')'.repeat(100)}`, 'a/'.repeat(100) + 'b']) {
  test(`fields=${fields.slice(0, 20)} is refused`, () => {
    assert.throws(() => partialResponse(resource, fields), { status: 400, reason: 'invalidParameter', location: 'fields' });
  });
}
