import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';

const root = path.join(__dirname, '..');

/** What somebody reads whose scenario fails, in a project that `init` wrote. */
describe('a scenario that fails', { timeout: 120_000 }, () => {
  let folder = '';

  before(() => {
    run([path.join(root, 'scripts/ensure-built.cjs'), '--bundle', 'cli'], root);
    folder = mkdtempSync(path.join(tmpdir(), 'bq-dispatch-'));
    cpSync(path.join(root, 'fixtures/starter'), folder, { recursive: true });
    symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
  });

  after(() => rmSync(folder, { recursive: true }));

  function run(args: readonly string[], cwd = folder): { code: number | null; stdout: string; stderr: string } {
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd, encoding: 'utf8' });
    return { code: status, stdout, stderr };
  }

  /** Runs one scenario of these steps. */
  function scenario(steps: string): ReturnType<typeof run> {
    write('failing.feature', `Feature: f\n  Scenario: s\n${steps.replace(/^/gm, '    ')}\n`);
    return test('failing.feature');
  }

  const test = (...args: string[]): ReturnType<typeof run> => run([path.join(root, 'dist/bq-dispatch.js'), 'test', ...args]);

  function write(file: string, text: string): void {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  }

  it('tells the message of the library alone, and a difference once', () => {
    const { code, stdout } = scenario('When the recorded job "events/load-orders.json" completes\nThen the route "loaded order" matched');
    assert.equal(code, 1);
    assert.match(stdout, /✖ Then the route "loaded order" matched # .*\n {7}the configuration has no route "loaded order"; it has 0 \(loaded orders\)\n {3}✔ After/);
    const different = scenario('Then the table "raw.orders" holds\n  """\n  {"id":"1"}\n  """').stdout;
    assert.match(different, /-\{"id":"1","item":"lamp"[^]*\+\{"id":"1"\}\n/);
    assert.doesNotMatch(different, /ERR_ASSERTION|\n +at |\+ actual/);
    const short = scenario('Given the object "gs://shop-data/a" with\n  """\n  a\n  """\nThen the object "gs://shop-data/a" holds the rows\n  """\n  b\n  """').stdout;
    assert.match(short, / {7}gs:\/\/shop-data\/a holds other rows\n +\+ expected - actual\n/);
  });

  it('tells the place in a file of the user', () => {
    write('features/steps/own.js', "const { Then } = require('@cucumber/cucumber');\nThen('all is well', async function () {\n  await null;\n  throw new TypeError('not at all');\n});\nThen('JSON is read', () => { JSON.parse('{'); });\n");
    const { stdout } = scenario('Then all is well');
    assert.match(stdout, /TypeError: not at all\n +at .*features\/steps\/own\.js:4:9\)\n {3}✔ After/);
    assert.match(scenario('Then JSON is read').stdout, /SyntaxError: .*\n +at .*features\/steps\/own\.js:6:\d+\)\n {3}✔ After/);
    assert.match(scenario('When the event arrives\n  """\n  {\n  """').stdout, / {7}SyntaxError: .*\n {3}✔ After/);
  });

  it('tells the columns of a table where it lacks one', () => {
    for (const rows of ['has the rows\n  | idd | item |\n  | 1   | lamp |', 'holds\n  """\n  no JSON\n  {"idd":"1"}\n  """']) {
      assert.match(scenario(`Then the table "raw.orders" ${rows}`).stdout, / {7}the table raw\.orders has no column idd; there are id, item, amount\n/);
    }
  });

  it('tells why the last job failed that BigQuery ran', () => {
    const { stdout } = scenario('Given the object "gs://shop-data/x.json" with\n  """\n  {"idd":1}\n  """\nWhen the load job "l1" of "gs://shop-data/x.json" into "raw.orders" runs\nThen the table "raw.orders" has 4 rows');
    assert.match(stdout, /has 3 rows, expected 4\n +BigQuery ran l1, and it failed with invalid: .*\n {3}✔ After/);
  });

  it('tells where cucumber comes from, where steps do not find it', () => {
    const apart = mkdtempSync(path.join(tmpdir(), 'bq-dispatch-'));
    cpSync(path.join(root, 'fixtures/starter'), apart, { recursive: true });
    for (const [file, text] of [['own.js', "require('@cucumber/cucumber');\n"], ['own.mjs', "import '@cucumber/cucumber';\n"]] as const) {
      writeFileSync(path.join(apart, 'features', file), text);
      const { code, stderr } = test('--workspace', apart);
      rmSync(path.join(apart, 'features', file));
      assert.equal(code, 2);
      assert.match(stderr, /Cannot find (?:module|package) '@cucumber\/cucumber'.*install the file that npm pack makes/);
    }
    rmSync(apart, { recursive: true });
  });

  it('tells the nearest of all steps where none is defined, and where they are', () => {
    const { stdout, stderr } = scenario('When the recorded jobb "events/load-orders.json" completes\nThen 3 jobs where dispatched\nAnd the moon rises\nAnd the moon rises');
    assert.match(stdout, /Implement with the following snippet/);
    const [page = '', ...lines] = stderr.trimEnd().split('\n').reverse();
    assert.deepEqual(lines.reverse(), [
      'no step says: the recorded jobb "events/load-orders.json" completes',
      '→ Did you mean: the recorded job {string} completes',
      'no step says: 3 jobs where dispatched',
      '→ Did you mean: {int} job(s) was/were dispatched',
      'no step says: the moon rises',
    ]);
    assert.ok(existsSync(path.resolve(folder, page.replace('All steps: ', ''))), page);
  });

  it('is none of those that were installed, nor are its steps', () => {
    write('rules [a]/node_modules/other/x.feature', 'Feature: o\n  Scenario: o\n    Given nothing\n');
    write('rules [a]/node_modules/other/x.js', 'nothing.here();\n');
    write('rules [a]/deep.er/orders.feature', 'Feature: o\n  Scenario: o\n    Then nothing was dispatched\n');
    symlinkSync('.', path.join(folder, 'rules [a]/round'));
    const { code, stdout, stderr } = test('rules [a]');
    assert.equal(code, 0, stdout + stderr);
    assert.match(stdout, /1 scenario \(1 passed\)/);
    write('own [b]/dispatch.yaml', 'DeferTaskURL: gs://ops/tasks/\n');
    write('own [b]/features/node_modules/other/x.js', 'nothing.here();\n');
    assert.match(test('--workspace', 'own [b]').stderr, /no scenario was found in .*own \[b\]/);
    write('own [b]/features/steps/own.js', "require('@cucumber/cucumber').Then('own', () => undefined);\n");
    write('own [b]/features/a.feature', 'Feature: o\n  Scenario: o\n    Then own\n');
    const own = test('--workspace', 'own [b]');
    assert.equal(own.code, 0, own.stdout + own.stderr);
  });
});
