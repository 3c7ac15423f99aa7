import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { ownVerdicts } from '../../scripts/interop/regexp-verdicts';

interface Recorded {
  readonly expression: string;
  readonly texts: readonly string[];
  readonly go: readonly boolean[] | null;
}

test('patterns are accepted and found as Go, by its own recorded word, accepts and finds them', () => {
  const recorded = JSON.parse(readFileSync(path.join(__dirname, '../../fixtures/go-regexp.json'), 'utf8')) as readonly Recorded[];
  assert.ok(recorded.length >= 500 && recorded.some(({ go }) => go === null) && recorded.some(({ go }) => go?.includes(true)));
  const { pattern, index } = ownVerdicts(recorded);
  for (const [place, { expression, texts, go }] of recorded.entries()) {
    assert.deepEqual([pattern[place], index[place]], [go, go], JSON.stringify({ expression, texts }));
  }
});
