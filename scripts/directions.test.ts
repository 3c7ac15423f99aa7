import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';

const root = path.join(__dirname, '..');

/** Names of the rules that a tree of planted files breaks. */
function broken(files: Readonly<Record<string, string>>): string[] {
  const folder = mkdtempSync(path.join(tmpdir(), 'directions-'));
  try {
    symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
    for (const [file, text] of Object.entries({ 'tsconfig.json': '{}', ...files })) {
      mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
      writeFileSync(path.join(folder, file), text);
    }
    const depcruise = path.join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
    const args = [depcruise, '--config', path.join(root, '.dependency-cruiser.cjs'), '--output-type', 'json', 'src', 'emulator'];
    mkdirSync(path.join(folder, 'emulator'), { recursive: true });
    const report = run(args, folder);
    const { summary } = JSON.parse(report) as { summary: { violations: { rule: { name: string } }[] } };
    return [...new Set(summary.violations.map(({ rule }) => rule.name))].sort();
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The report, also where violations make the command fail. */
function run(args: readonly string[], cwd: string): string {
  try {
    return execFileSync(process.execPath, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (error) {
    return (error as { stdout: string }).stdout;
  }
}

test('a planted violation of each direction is found', () => {
  assert.deepEqual(
    broken({
      'src/core/a.ts': "import './b'; import fs from 'node:fs'; import '../adapters/slack'; export const a = fs;",
      'src/core/b.ts': "import './a';",
      'src/adapters/slack.ts': "import './pubsub'; import '../../emulator/x';",
      'src/adapters/pubsub.ts': "import '../x.test';",
      'src/x.test.ts': 'export const x = 1;',
      'emulator/x.ts': "import './bigquery/y';",
      'emulator/bigquery/y.ts': "import '../storage/z';",
      'emulator/storage/z.ts': 'export const z = 1;',
      'emulator/alone.ts': 'export const alone = 1;',
    }),
    ['adapters-apart', 'core-imports-core', 'core-is-pure', 'emulator-fronts-apart', 'no-circles', 'no-orphans', 'nothing-imports-tests', 'only-roots-wire-adapters', 'src-without-emulator'],
  );
});

test('imports along the directions pass', () => {
  const files = { 'src/core/a.ts': "import { createHash } from 'node:crypto'; import { z } from 'zod'; export const a = [createHash, z];", 'emulator/main.ts': "import '../src/core/a';" };
  assert.deepEqual(broken(files), []);
});
