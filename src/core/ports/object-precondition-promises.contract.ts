import assert from 'node:assert/strict';
import type { GsUrl } from '../gs-url';
import type { ObjectStore } from './object-store';
import { bytesAt, rejects, text, type Promises } from './object-store-workplace.contract';

/** What an operation asks of the object that stands. */
export const objectPreconditionPromises: Promises = {
  async 'ifGeneration 0 writes only where nothing stands'({ store, at }) {
    await store.write(at('a'), text('first'), { ifGeneration: '0' });
    await rejects(store.write(at('a'), text('second'), { ifGeneration: '0' }), 'PRECONDITION_FAILED');
    assert.deepEqual(await bytesAt(store, at('a')), text('first'));
    await store.remove(at('a'));
    await store.write(at('a'), text('third'), { ifGeneration: '0' });
    assert.deepEqual(await bytesAt(store, at('a')), text('third'));
  },

  async 'ifGeneration N writes only over that generation'({ store, at }) {
    const first = await store.write(at('a'), text('first'));
    const second = await store.write(at('a'), text('second'), { ifGeneration: first.generation });
    await rejects(store.write(at('a'), text('third'), { ifGeneration: first.generation }), 'PRECONDITION_FAILED');
    assert.deepEqual(await bytesAt(store, at('a')), text('second'));
    await store.remove(at('a'));
    await rejects(store.write(at('a'), text('fourth'), { ifGeneration: second.generation }), 'PRECONDITION_FAILED');
    assert.equal(await store.stat(at('a')), undefined);
  },

  async 'of two writers with ifGeneration 0 exactly one wins'({ store, at }) {
    await race(store, at('lease'), '0');
  },

  async 'of two writers with the same ifGeneration N exactly one wins'({ store, at }) {
    const { generation } = await store.write(at('lease'), text('free'));
    await race(store, at('lease'), generation);
  },

  async 'copy asks for the source, and for its generation where one is given'({ store, at }) {
    const first = await store.write(at('a'), text('first'));
    const second = await store.write(at('a'), text('second'));
    await rejects(store.copy(at('absent'), at('b')), 'NOT_FOUND');
    await rejects(store.copy(at('a'), at('b'), { ifSourceGeneration: first.generation }), 'PRECONDITION_FAILED');
    assert.equal(await store.stat(at('b')), undefined);
    await store.copy(at('a'), at('b'), { ifSourceGeneration: second.generation });
    assert.deepEqual(await bytesAt(store, at('b')), text('second'));
  },

  async 'remove with ifGeneration spares another generation, and succeeds on an absent object'({ store, at }) {
    const first = await store.write(at('a'), text('first'));
    const second = await store.write(at('a'), text('second'));
    await rejects(store.remove(at('a'), { ifGeneration: first.generation }), 'PRECONDITION_FAILED');
    assert.deepEqual(await bytesAt(store, at('a')), text('second'));
    assert.equal(await store.remove(at('a'), { ifGeneration: second.generation }), true);
    assert.equal(await store.remove(at('a'), { ifGeneration: second.generation }), false);
  },
};

async function race(store: ObjectStore, url: GsUrl, ifGeneration: string): Promise<void> {
  const writers = ['one', 'two'];
  const attempts = writers.map((writer) => store.write(url, text(writer), { ifGeneration }));
  const outcomes = await Promise.allSettled(attempts);
  const winners = writers.filter((_, index) => outcomes[index]?.status === 'fulfilled');
  assert.equal(winners.length, 1, `exactly one of two writers wins, found ${JSON.stringify(winners)}`);
  await rejects(Promise.all(attempts), 'PRECONDITION_FAILED');
  assert.deepEqual(await bytesAt(store, url), text(winners.join()));
}
