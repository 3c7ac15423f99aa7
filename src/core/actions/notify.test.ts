import assert from 'node:assert/strict';
import { test } from 'node:test';
import { notifyAction } from './notify';
import { createOutgoingTestBed } from './outgoing-test-bed';

const REQUEST = { Channels: '#a', Title: 'Load', Token: 'xoxb' };

test('notify: a message to each channel, and the body as a file', async () => {
  const bed = createOutgoingTestBed();
  const { effect } = await bed.run(notifyAction, { ...REQUEST, Channels: ['#a', ' #b '], Message: '*done*', From: 'dispatch', Body: { a: 1 } });
  assert.equal(effect, 'told #a, #b');
  assert.deepEqual(
    bed.posts.map((post) => [post.channel, post.title, post.message, 'filename' in post ? [post.filename, new TextDecoder().decode(post.content)] : post.from]),
    ['#a', '#b'].flatMap((channel) => [[channel, 'Load', '*done*', 'dispatch'], [`C-${channel}`, 'Load', '*done*', ['body.json', '{\n  "a": 1\n}']]]).sort((a, b) => Array.isArray(a[3]) === Array.isArray(b[3]) ? 0 : Array.isArray(a[3]) ? 1 : -1),
  );
  assert.deepEqual(new Set(bed.posts.map(({ idempotencyKey }) => idempotencyKey)).size, 1);
});

test('notify: what a variable brings in mentions nobody, what the rule says may', async () => {
  const bed = createOutgoingTestBed();
  await bed.run(notifyAction, { ...REQUEST, Title: '<!here> $Error', Message: '$Error <https://x|log>' }, { variables: { Error: '<!channel> & co' } });
  assert.deepEqual([bed.posts[0]?.title, bed.posts[0]?.message], ['<!here> &lt;!channel&gt; &amp; co', '&lt;!channel&gt; &amp; co <https://x|log>']);
});

const bare = { Channels: '#a', Title: 'Load' };
const TOKENS: readonly [title: string, request: object, slack: { token?: string; secret?: string } | undefined, token: string | undefined][] = [
  ['the request', { ...bare, Token: 'own' }, { token: 'default' }, 'own'],
  ['a file', { ...bare, Secret: 'gs://bkt/plain' }, { token: 'default' }, 'from-file'],
  ['a JSON file', { ...bare, Credentials: { URL: 'gs://bkt/json' } }, undefined, 'from-json'],
  ['Secret Manager', { ...bare, Secret: 'projects/p/secrets/s' }, undefined, 'secret of projects/p/secrets/s'],
  ['the configuration', bare, { token: 'default' }, 'default'],
  ["the configuration's secret", bare, { secret: 'gs://bkt/plain' }, 'from-file'],
  ['nowhere', bare, undefined, undefined],
];

for (const [title, request, slack, token] of TOKENS) {
  test(`notify: the token comes from ${title}`, async () => {
    const bed = createOutgoingTestBed();
    bed.storage.write({ bucket: 'bkt', name: 'plain' }, Buffer.from('from-file\n'));
    bed.storage.write({ bucket: 'bkt', name: 'json' }, Buffer.from('{"token":"from-json"}'));
    await bed.run(notifyAction, request, { slack });
    assert.equal(bed.posts[0]?.token, token);
  });
}

test('notify: a token stands in no record', () => {
  assert.deepEqual(notifyAction.shown(REQUEST), { ...REQUEST, Token: '***' });
});
