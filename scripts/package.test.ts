import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';


const root = path.join(__dirname, '..');

interface Manifest {
  readonly version: string;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly exports: Readonly<Record<string, { readonly types?: string }>>;
  readonly typesVersions: { readonly '*': Readonly<Record<string, readonly string[]>> };
}

const { version, dependencies, exports: entries, typesVersions } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as Manifest;
const { EXTERNAL } = createRequire(__filename)('./bundle.cjs') as { EXTERNAL: readonly string[] };

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
    for (const file of ['.github/workflows/dispatch.yml', '.gitignore', 'package.json']) assert.ok(existsSync(path.join(folder, file)), file);
  });

  test('init keeps what a project has, and says what to install', () => {
    const project = path.join(folder, 'standing');
    mkdirSync(project);
    writeFileSync(path.join(project, 'package.json'), '{ "name": "standing" }');
    const { code, stdout } = cli('init', 'standing', '--json');
    const { Files, Next } = JSON.parse(stdout) as { Files: string[]; Next: string[] };
    assert.deepEqual([code, Files.includes('package.json'), readFileSync(path.join(project, 'package.json'), 'utf8')], [0, false, '{ "name": "standing" }']);
    assert.deepEqual(Next.slice(0, 3), ['cd standing', `npm install --save-dev bq-dispatch@${version}`, 'npx bq-dispatch test']);
    assert.equal(cli('init', 'standing/package.json').code, 2);
  });

  const UNUSABLE: readonly [what: string, args: readonly string[], message: RegExp][] = [
    ['a feature with a syntax error', ['broken.feature'], /^broken\.feature:4:3 SYNTAX expected: /],
    ['a feature that is not there', ['features', 'nope.feature'], /there is no nope\.feature/],
    ['a folder without scenarios', ['events'], /no scenario was found in events/],
    ['tags that are no expression', ['--tags', '@a and'], /the scenarios cannot be chosen: .*Expected operand/],
    ['a name that is no pattern', ['--name', '('], /the scenarios cannot be chosen: .*Unterminated group/],
  ];

  for (const [what, args, message] of UNUSABLE) {
    test(`${what} cannot be used, and nothing is printed on stdout`, () => {
      writeFileSync(path.join(folder, 'broken.feature'), 'Feature: x\n  Scenario: y\n    Given z\n  no step\n');
      const { code, stdout, stderr } = cli('test', ...args, '--json');
      assert.deepEqual([code, stdout], [2, '']);
      assert.match(stderr, message);
    });
  }

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

  test('a configuration finds its variables without a workspace', () => {
    const { code, stderr } = cli('explain', '--config', 'dispatch.yaml', '--job-id', 'no job');
    assert.equal(code, 2);
    assert.match(stderr, /expected project:location\.job/);
  });

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

  test('own steps that cannot be loaded are named with their place', () => {
    const own = path.join(folder, 'features/steps/broken.js');
    writeFileSync(own, 'nothing.here();\n');
    const { code, stderr } = cli('test');
    rmSync(own);
    assert.equal(code, 2);
    assert.match(stderr, /nothing is not defined at .*features\/steps\/broken\.js:1/);
  });

  test('scenarios that fail tell what there is, the action that failed and the way out', () => {
    const steps = ['When the recorded job "events/nope.json" completes', 'Then route 0 matched', 'When the moon rises', 'When the recorded job "events/load-orders.json" completes\n    Then the object "gs://shop-data/x" exists'];
    writeFileSync(path.join(folder, 'failing.feature'), `Feature: f\n${steps.map((step, index) => `  Scenario: ${index}\n    ${step}\n`).join('')}`);
    const { code, stdout } = cli('test', 'failing.feature');
    assert.equal(code, 1);
    for (const part of [/nope\.json'; there are load-customers\.json, .*\n *→ Name a file/, /no event was dispatched yet\n *→ Let a job complete/, /When\('the moon rises'/, /there is no object gs:\/\/shop-data\/x; there are\n *gs:/]) assert.match(stdout, part);
  });

  const CUCUMBER: readonly [what: string, file: string, text: string, args: readonly string[]][] = [
    ['a file that requires it', 'support.cjs', "require('bq-dispatch/cucumber');\n", ['--require', 'support.cjs']],
    ['a file that imports it, with a world of its own', 'support.mjs', "import { setWorldConstructor } from '@cucumber/cucumber';\nimport { World } from 'bq-dispatch/cucumber';\nsetWorldConstructor(class extends World {});\n", ['--import', 'support.mjs']],
  ];

  for (const [what, file, text, args] of CUCUMBER) {
    test(`cucumber itself finds the steps by ${what}, in parallel too`, () => {
      writeFileSync(path.join(folder, file), text);
      const { code, stdout, stderr } = run(process.execPath, ['node_modules/@cucumber/cucumber/bin/cucumber.js', 'features/orders.feature', '--parallel', '2', '--world-parameters', '{"workspace":"."}', ...args]);
      assert.equal(code, 0, stdout + stderr);
      assert.match(stdout, /3 scenarios \(3 passed\)/);
    });
  }

  test('what is loaded at run time and what types name is a dependency, and nothing else is', () => {
    const types = readdirSync(path.join(folder, 'node_modules/bq-dispatch/dist/types'), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const named = types.flatMap(({ parentPath, name }) => [...readFileSync(path.join(parentPath, name), 'utf8').matchAll(/(?:from |import\()['"]([^.'"][^'"]*)['"]/g)].map(([, from = '']) => from));
    const loaded = EXTERNAL.flatMap((name) => (name.endsWith('*') ? Object.keys(dependencies).filter((known) => known.startsWith(name.slice(0, -1))) : [name]));
    // The SDK asks for the API beside it.
    const needed = new Set([...loaded, ...named.filter((name) => !name.startsWith('node:')), '@opentelemetry/api']);
    assert.deepEqual(Object.keys(dependencies).sort(), [...needed].sort());
  });

  test('compilers that do not read exports find the types', () => {
    assert.deepEqual(typesVersions['*'], Object.fromEntries(['testing', 'cucumber'].map((name) => [name, [entries[`./${name}`]?.types]])));
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
