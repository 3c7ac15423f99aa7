import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { bytesAt, inBatches, listAll, namesBelow, rejects, text, type Promises } from './object-store-workplace.contract';

/** What names and buckets may be, and how they are listed. */
export const objectNamePromises: Promises = {
  async 'names are no paths: each of these is an object of its own'({ store, at }) {
    for (const name of ODD_NAMES) await store.write(at(name), text(`bytes of ${name}`));
    for (const name of ODD_NAMES) assert.deepEqual(await bytesAt(store, at(name)), text(`bytes of ${name}`), name);
    assert.deepEqual(await namesBelow(store, at('')), inByteOrder(ODD_NAMES));
    for (const name of ODD_NAMES) assert.equal(await store.remove(at(name)), true, name);
    assert.deepEqual(await namesBelow(store, at('')), []);
  },

  async 'a list may begin at a name'({ store, at }) {
    for (const name of ['a', 'b', 'b/c', 'd']) await store.write(at(name), text(name));
    const found: string[] = [];
    for await (const { url } of store.list(at(''), { from: at('b').name })) found.push(url.name);
    assert.deepEqual(found, ['b', 'b/c', 'd'].map((name) => at(name).name));
  },

  async 'a text that Google\'s clients would replace is as plain as any, in names, prefixes and metadata'({ store, at }) {
    for (const name of ['{{projectId}}', 'a{{projectId}}', 'a{{projectId}}b', 'ab']) await store.write(at(name), text(name), { metadata: { name } });
    assert.deepEqual((await listAll(store, at('a{{projectId}}'))).map(({ url }) => url), ['a{{projectId}}', 'a{{projectId}}b'].map(at));
    assert.deepEqual({ ...(await store.stat(at('{{projectId}}')))?.metadata }, { name: '{{projectId}}' });
  },

  async 'a name that Cloud Storage gives to no object is absent, and cannot be written'({ store, at }) {
    const source = at('a');
    await store.write(source, text('hello'));
    for (const name of ['.', '..', '']) {
      const url = { ...source, name };
      assert.equal(await store.read(url), undefined, name);
      assert.equal(await store.stat(url), undefined, name);
      assert.equal(await store.remove(url), false, name);
      await rejects(store.write(url, text('hello')), 'INVALID_REQUEST');
      await rejects(store.copy(source, url), 'INVALID_REQUEST');
      await rejects(store.copy(url, source), 'NOT_FOUND');
    }
    assert.deepEqual(await namesBelow(store, source), ['']);
  },

  async 'a name may have 1,024 bytes'({ store, at }) {
    const room = 1024 - at('').name.length;
    for (const name of ['x'.repeat(room), `${'é'.repeat(Math.floor(room / 2))}${'x'.repeat(room % 2)}`]) {
      await store.write(at(name), text('long'));
      assert.deepEqual(await bytesAt(store, at(name)), text('long'));
    }
  },

  async 'list goes by the bytes of the names in UTF-8'({ store, at }) {
    const names = ['b', 'a', 'a/b', 'a!', 'a0', 'B', 'ä', 'z', '\u{1f600}', '\uff5e', '\u{10000}', '\ue000'];
    for (const name of names) await store.write(at(name), text(name));
    assert.deepEqual(await namesBelow(store, at('')), inByteOrder(names));
  },

  async 'list takes its name as a plain prefix'({ store, at }) {
    for (const name of ['ab', 'ab/', 'ab/c', 'abc', 'a', 'b', 'AB']) await store.write(at(name), text(name));
    assert.deepEqual((await listAll(store, at('ab'))).map(({ url }) => url), ['ab', 'ab/', 'ab/c', 'abc'].map(at));
    assert.deepEqual((await listAll(store, at('ab/'))).map(({ url }) => url), ['ab/', 'ab/c'].map(at));
    assert.deepEqual(await listAll(store, at('abcd')), []);
  },

  async 'list goes on beyond one page of Cloud Storage'({ store, at }) {
    const names = Array.from({ length: 1001 }, (_, index) => String(index).padStart(4, '0'));
    await inBatches(names, (name) => store.write(at(name), text(name)));
    assert.deepEqual(await namesBelow(store, at('')), names);
  },

  async 'a missing bucket is NOT_FOUND, never empty and never made'({ store, at }) {
    const url = { bucket: `missing-${randomUUID()}`, name: 'a' };
    await store.write(at('a'), text('hello'));
    await rejects(store.read(url), 'NOT_FOUND');
    await rejects(store.stat(url), 'NOT_FOUND');
    await rejects(store.write(url, text('hello')), 'NOT_FOUND');
    await rejects(store.copy(url, at('b')), 'NOT_FOUND');
    await rejects(store.copy(at('a'), url), 'NOT_FOUND');
    await rejects(store.remove(url), 'NOT_FOUND');
    await rejects(listAll(store, url), 'NOT_FOUND');
  },
};

/** Stand below a folder, so what Cloud Storage refuses as a whole name is not among them. */
const ODD_NAMES = [
  ...['a', 'a/b', 'a/b/', 'z/', 'q//r', '/', '//', '../x', './x', '.', '..', '...', 'A', 'a.', 'a ', ' a', '-', '_'],
  ...['*', 'a*b', '%', '%2F', 'a%2Fb', '%25', '?', 'a?b=c', '#', 'a#b', '[x]', '{x}', 'a+b', 'a&b', 'a=b', 'a;b', 'a:b', '~', '^', '|'],
  ...[`it's`, '"quoted"', '`ticked`', '<tag>', 'a\\b', 'a,b', '$x', '${config.X}', '@', '!', '(a)', 'tab\there'],
  ...['é', 'e\u0301', '日本語', '\u{1f600}', '\u{1f468}\u200d\u{1f469}', '\uff5e', 'con', 'index.json', '__proto__', 'constructor'],
];

function inByteOrder(names: readonly string[]): string[] {
  return [...names].sort((a, b) => Buffer.compare(text(a), text(b)));
}
