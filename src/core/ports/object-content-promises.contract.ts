import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import { attributesOf, bytesAt, infoOf, listAll, namesBelow, text, type Promises } from './object-store-workplace.contract';

/** What becomes of bytes and attributes. */
export const objectContentPromises: Promises = {
  async 'what was written is read back'({ store, at }) {
    const written = await store.write(at('a.txt'), text('hello'));
    const found = await store.read(at('a.txt'));
    assert.ok(found);
    assert.equal(Buffer.from(found.bytes).toString(), 'hello');
    assert.deepEqual(infoOf(found), infoOf(written));
    assert.deepEqual(found.url, at('a.txt'));
    assert.equal(found.sizeBytes, 5);
    assert.ok(found.timeCreated instanceof Date);
  },

  async 'bytes of every value, and none at all, are kept'({ store, at }) {
    const every = Uint8Array.from({ length: 256 }, (_, value) => value);
    await store.write(at('every'), every);
    await store.write(at('none'), new Uint8Array());
    assert.deepEqual(await bytesAt(store, at('every')), Buffer.from(every));
    assert.deepEqual(await bytesAt(store, at('none')), Buffer.alloc(0));
  },

  async 'checksums are those of the JSON API'({ store, at }) {
    const { crc32c, md5Hash } = await store.write(at('check'), text('123456789'));
    assert.deepEqual({ crc32c, md5Hash }, { crc32c: '4waSgw==', md5Hash: 'JfnnlDI7RTiF9RgfG2JNCw==' });
    const empty = await store.write(at('empty'), new Uint8Array());
    assert.deepEqual({ crc32c: empty.crc32c, md5Hash: empty.md5Hash }, { crc32c: 'AAAAAA==', md5Hash: '1B2M2Y8AsgTpgAmY7PhCfg==' });
  },

  async 'content type, encoding and metadata are kept, and the bytes stay encoded'({ store, at }) {
    const bytes = gzipSync('{"a":1}');
    const attributes = { contentType: 'application/json', contentEncoding: 'gzip', metadata: { owner: 'reports', 'row-count': '1' } };
    await store.write(at('a.json.gz'), bytes, attributes);
    const found = await store.read(at('a.json.gz'));
    assert.deepEqual(Buffer.from(found?.bytes ?? []), bytes);
    assert.deepEqual(attributesOf(found), attributes);
  },

  async 'replacing an object replaces its attributes as well'({ store, at }) {
    await store.write(at('a'), text('1'), { contentType: 'text/csv', metadata: { owner: 'reports' } });
    await store.write(at('a'), text('2'), { contentType: 'text/plain' });
    const found = await store.stat(at('a'));
    assert.deepEqual(attributesOf(found), { contentType: 'text/plain', contentEncoding: undefined, metadata: undefined });
  },

  async 'read and stat of an absent object give undefined'({ store, at }) {
    assert.equal(await store.read(at('absent')), undefined);
    assert.equal(await store.stat(at('absent')), undefined);
  },

  async 'stat, read and list tell the same of an object'({ store, at }) {
    await store.write(at('a'), text('hello'), { contentType: 'text/plain', metadata: { owner: 'reports' } });
    const [listed] = await listAll(store, at(''));
    const [read, stat] = [await store.read(at('a')), await store.stat(at('a'))];
    assert.ok(listed && read && stat);
    assert.deepEqual(infoOf(stat), infoOf(read));
    assert.deepEqual(infoOf(listed), infoOf(read));
    assert.equal('bytes' in stat, false);
  },

  async 'the generation grows with every change, also after a removal'({ store, at }) {
    const first = await store.write(at('a'), text('1'));
    const second = await store.write(at('a'), text('1'));
    await store.remove(at('a'));
    const third = await store.write(at('a'), text('1'));
    assert.ok(BigInt(first.generation) > 0n);
    assert.ok(BigInt(second.generation) > BigInt(first.generation));
    assert.ok(BigInt(third.generation) > BigInt(second.generation));
    assert.ok(third.timeCreated >= first.timeCreated);
  },

  async 'copy keeps bytes, checksums, content type, encoding and metadata'({ store, at }) {
    const bytes = gzipSync('{"a":1}');
    const attributes = { contentType: 'application/json', contentEncoding: 'gzip', metadata: { owner: 'reports' } };
    const source = await store.write(at('a'), bytes, attributes);
    const copied = await store.copy(at('a'), at('b'));
    assert.deepEqual(copied.url, at('b'));
    assert.deepEqual(attributesOf(copied), attributes);
    assert.deepEqual([copied.crc32c, copied.md5Hash], [source.crc32c, source.md5Hash]);
    assert.ok(copied.timeCreated >= source.timeCreated);
    assert.deepEqual(await bytesAt(store, at('b')), bytes);
    assert.deepEqual(infoOf(await store.stat(at('b'))), infoOf(copied));
    assert.deepEqual(infoOf(await store.stat(at('a'))), infoOf(source));
  },

  async 'copy replaces what stands at the destination'({ store, at }) {
    await store.write(at('a'), text('new'), { contentType: 'text/plain' });
    const before = await store.write(at('b'), text('old'), { contentType: 'text/csv', metadata: { owner: 'reports' } });
    const copied = await store.copy(at('a'), at('b'));
    assert.ok(BigInt(copied.generation) > BigInt(before.generation));
    assert.deepEqual(attributesOf(copied), { contentType: 'text/plain', contentEncoding: undefined, metadata: undefined });
    assert.deepEqual(await bytesAt(store, at('b')), text('new'));
  },

  async 'copy onto itself leaves one object of a new generation'({ store, at }) {
    const before = await store.write(at('a'), text('hello'), { contentType: 'text/plain', metadata: { owner: 'reports' } });
    const after = await store.copy(at('a'), at('a'), { ifSourceGeneration: before.generation });
    assert.ok(BigInt(after.generation) > BigInt(before.generation));
    assert.deepEqual(attributesOf(after), attributesOf(before));
    assert.deepEqual(await bytesAt(store, at('a')), text('hello'));
    assert.deepEqual(await namesBelow(store, at('')), ['a']);
  },

  async 'remove tells whether there was an object'({ store, at }) {
    await store.write(at('a'), text('hello'));
    assert.equal(await store.remove(at('a')), true);
    assert.equal(await store.remove(at('a')), false);
    assert.equal(await store.read(at('a')), undefined);
    assert.deepEqual(await namesBelow(store, at('')), []);
  },

  async 'the caller keeps its buffers, the store its bytes'({ store, at }) {
    const given = text('hello');
    const attributes = { metadata: { owner: 'reports' } };
    await store.write(at('a'), given, attributes);
    given.fill(0);
    attributes.metadata.owner = 'nobody';
    const first = await store.read(at('a'));
    assert.ok(first);
    assert.deepEqual(Buffer.from(first.bytes), text('hello'));
    assert.deepEqual(attributesOf(first).metadata, { owner: 'reports' });
    first.bytes.fill(0);
    const second = await store.read(at('a'));
    assert.ok(second);
    assert.deepEqual(Buffer.from(second.bytes), text('hello'));
    await store.write(at('a'), text('other'));
    assert.deepEqual(Buffer.from(second.bytes), text('hello'));
  },
};
