/**
 * Programs as one file each in `dist/`, and what V8 has compiled of them beside that. Together they halve the time to the
 * first answer: a thousand files need not be found, read and compiled (docs/decisions/0006-one-file-to-start.md).
 */
'use strict';
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const Module = require('node:module');
const path = require('node:path');
const vm = require('node:vm');

const root = path.join(__dirname, '..');

/** Native, or seldom needed; loaded with the first use. Functions are registered with the framework that starts them, so there must be one of it. */
const EXTERNAL = ['@duckdb/node-api', 'avsc', '@google-cloud/*', 'google-auth-library', '@slack/web-api', '@cucumber/cucumber', '@opentelemetry/sdk-node'];

/** What is bundled together: programs by their files in `dist/`, and the folders that they are made of. */
const BUNDLES = {
  emulator: { programs: { emulate: 'emulator/main.ts' }, sources: ['src', 'emulator'] },
  service: { programs: { start: 'src/start.ts', function: 'src/function.ts' }, sources: ['src'] },
  library: { programs: { index: 'src/index.ts' }, sources: ['src'] },
  cli: { programs: { 'bq-dispatch': 'src/bq-dispatch.ts', cucumber: 'features/cucumber.ts', testing: 'emulator/testing.ts' }, sources: ['src', 'emulator', 'features'] },
};

/** @throws Error where esbuild finds a fault; it has printed that to stderr */
function buildBundle(name) {
  const { programs } = BUNDLES[name];
  for (const program of Object.keys(programs)) fs.rmSync(compiledOf(program), { force: true });
  require('esbuild').buildSync({
    entryPoints: Object.fromEntries(Object.entries(programs).map(([program, source]) => [program, path.join(root, source)])),
    outdir: path.join(root, 'dist'),
    bundle: true,
    platform: 'node',
    target: 'node20',
    mainFields: ['module', 'main'],
    external: EXTERNAL,
    supported: { 'dynamic-import': false },
    logLevel: 'warning',
  });
}

/** Runs the emulator once, so that what V8 compiles on the way to a served client is kept. */
function warmUp() {
  spawnSync(process.execPath, [path.join(__dirname, 'emulate.cjs'), 'exec', '--', process.execPath, '--eval', ''], { env: {}, stdio: 'ignore' });
}

/** Runs a program in this process, as `node dist/<program>.js` would. */
function runBundle(program) {
  const bundle = path.join(root, 'dist', `${program}.js`);
  const cachedData = read(compiledOf(program));
  const source = `(function (exports, require, module, __filename, __dirname) { ${fs.readFileSync(bundle, 'utf8').replace(/^#!.*/, '')}\n})`;
  const script = new vm.Script(source, { filename: bundle, ...(cachedData && { cachedData }) });
  // V8 itself refuses what another version of it has compiled.
  if (!cachedData || script.cachedDataRejected) process.once('exit', () => keep(script, compiledOf(program)));
  const module_ = { exports: {} };
  script.runInThisContext()(module_.exports, Module.createRequire(bundle), module_, bundle, path.dirname(bundle));
}

function compiledOf(program) {
  return path.join(root, 'dist', `${program}-${process.version}-${process.arch}.v8`);
}

/** In one step, as another process may read it; a folder that cannot be written costs time alone. */
function keep(script, compiled) {
  try {
    fs.writeFileSync(`${compiled}.${process.pid}`, script.createCachedData());
    fs.renameSync(`${compiled}.${process.pid}`, compiled);
  } catch {
    return;
  }
}

function read(file) {
  try {
    return fs.readFileSync(file);
  } catch {
    return undefined;
  }
}

module.exports = { BUNDLES, EXTERNAL, buildBundle, warmUp, runBundle };
