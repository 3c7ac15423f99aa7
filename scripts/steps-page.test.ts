import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { stepsPage } from './steps-page';

const root = path.join(__dirname, '..');

test('docs/steps.md is what the source says (ts-node scripts/write-steps.ts)', () => {
  assert.equal(readFileSync(path.join(root, 'docs/steps.md'), 'utf8'), stepsPage());
});

test('every file of steps is in the library and on the page', () => {
  const library = readFileSync(path.join(root, 'features/cucumber.ts'), 'utf8');
  const page = stepsPage();
  for (const file of readdirSync(path.join(root, 'features/steps'))) {
    assert.ok(library.includes(`'./steps/${file.replace('.ts', '')}'`), file);
    const [, step = ''] = /(?:Given|When|Then)\('([^']+)'/.exec(readFileSync(path.join(root, 'features/steps', file), 'utf8')) ?? [];
    assert.ok(page.includes(step), `${file}: ${step}`);
  }
});
