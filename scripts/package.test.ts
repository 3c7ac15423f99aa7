import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';

const root = path.join(__dirname, '..');

/** The package as npm packs it, in the folder of somebody who has installed it. */
describe('the package', { timeout: 120_000 }, () => {
  let folder = '';

  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'bq-dispatch-'));
    run('npm', ['pack', '--silent', '--pack-destination', folder], root);
    const [tarball = ''] = readdirSync(folder);
    run('tar', ['xzf', tarball], folder);
    const modules = path.join(folder, 'node_modules');
    mkdirSync(modules);
    // What npm would install beside it: its dependencies alone.
    const { dependencies } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { dependencies: Record<string, string> };
    for (const scope of new Set(Object.keys(dependencies).map((name) => name.split('/')[0] ?? ''))) symlinkSync(path.join(root, 'node_modules', scope), path.join(modules, scope));
    renameSync(path.join(folder, 'package'), path.join(modules, 'bq-dispatch'));
  });

  after(() => rmSync(folder, { recursive: true }));

  function run(command: string, args: readonly string[], cwd = folder): { code: number | null; stdout: string; stderr: string } {
    const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024, env: { ...process.env, INIT_CWD: root } });
    return { code: status, stdout, stderr };
  }

  const cli = (...args: string[]) => run(process.execPath, ['node_modules/bq-dispatch/dist/bq-dispatch.js', ...args]);

  test('init writes a project whose scenarios pass and whose rules are sound, and replaces nothing', () => {
    assert.equal(cli('init').code, 0);
    const tested = cli('test');
    assert.equal(tested.code, 0, tested.stdout + tested.stderr);
    assert.match(tested.stdout, /3 scenarios \(3 passed\)/);
    assert.deepEqual([cli('validate', 'dispatch.yaml').code, cli('init').code], [0, 2]);
  });

  const BROKEN: readonly [what: string, from: string, to: string, validate: number][] = [
    ['a misspelt action', 'Action: move', 'Action: mvoe', 1],
    ['a pattern that takes nothing', 'raw\\.orders$', 'raw\\.order$', 0],
    ['an earlier route that takes all', 'Routes:\n', "Routes:\n  - Name: all\n    When: { Dest: '.' }\n", 1],
  ];

  for (const [what, from, to, code] of BROKEN) {
    test(`${what} is caught`, () => {
      const rules = readFileSync(path.join(folder, 'dispatch.yaml'), 'utf8');
      writeFileSync(path.join(folder, 'before.yaml'), rules);
      writeFileSync(path.join(folder, 'dispatch.yaml'), rules.replace(from, to));
      try {
        assert.equal(cli('validate', 'dispatch.yaml').code, code);
        assert.notEqual(cli('test').code, 0);
        const { stdout, stderr, code: changed } = cli('diff', '--before', 'before.yaml', '--after', 'dispatch.yaml', ...['load-orders', 'load-failed'].map((name) => `events/${name}.json`));
        assert.notEqual(changed, 0);
        assert.match(stdout + stderr, /expected the name of an action|is not found in the destination|but route 0 comes first/);
      } finally {
        writeFileSync(path.join(folder, 'dispatch.yaml'), rules);
      }
    });
  }

  test('the test library and the library are there for JavaScript', () => {
    writeFileSync(
      path.join(folder, 'own.test.cjs'),
      `const { createEmulator, assertRouteMatched } = require('bq-dispatch/testing');
       const { createDispatcher } = require('bq-dispatch');
       createEmulator({ workspace: __dirname }).then(async (emulator) => {
         await emulator.complete('events/load-orders.json');
         assertRouteMatched(emulator, 'loaded orders');
         console.log(typeof createDispatcher);
       });`,
    );
    const { stdout, stderr } = run(process.execPath, ['own.test.cjs']);
    assert.equal(stdout, 'function\n', stderr);
  });

  test('own steps stand beside those of the library', () => {
    mkdirSync(path.join(folder, 'features/steps'), { recursive: true });
    writeFileSync(path.join(folder, 'features/steps/own.js'), "const { Then } = require('@cucumber/cucumber');\nThen('all is well', function () { if (this.dispatches.length === 0) throw new Error('nothing'); });\n");
    writeFileSync(path.join(folder, 'features/own.feature'), 'Feature: own\n  Scenario: own\n    When the recorded job "events/load-orders.json" completes\n    Then all is well\n');
    const { code, stdout, stderr } = cli('test', 'features/own.feature');
    assert.equal(code, 0, stdout + stderr);
  });

  test('replay on all cores gives the responses in the order of the events', () => {
    const event = (number: number): string => JSON.stringify({ ...(JSON.parse(readFileSync(path.join(folder, 'events/load-orders.json'), 'utf8')) as object), id: `shop-project:US.${number}`, Padding: 'x'.repeat(2000) });
    writeFileSync(path.join(folder, 'many.ndjson'), Array.from({ length: 6000 }, (_, number) => event(number)).join('\n'));
    const { stdout, stderr } = cli('replay', 'many.ndjson', '--workspace', '.', '--json');
    const found = stdout.trimEnd().split('\n').map((line) => (JSON.parse(line) as { EventID: string; Status: string }));
    assert.equal(found.length, 6000, stderr);
    assert.ok(found.every(({ EventID, Status }, number) => EventID === `shop-project:US.${number}` && Status === 'ok'));
  });
});
