/**
 * The emulator as one file, `dist/emulate.js`, and what V8 has compiled of it beside that. Together they halve the time
 * to the first answer: a thousand files need not be found, read and compiled (docs/decisions/0006-one-file-to-start.md).
 */
'use strict';
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const Module = require('node:module');
const path = require('node:path');
const vm = require('node:vm');

const root = path.join(__dirname, '..');
const bundle = path.join(root, 'dist', 'emulate.js');
const compiled = path.join(root, 'dist', `emulate-${process.version}-${process.arch}.v8`);

/** @throws Error where esbuild finds a fault; it has printed that to stderr */
function buildBundle() {
  require('esbuild').buildSync({
    entryPoints: [path.join(root, 'emulator', 'main.ts')],
    outfile: bundle,
    bundle: true,
    platform: 'node',
    target: 'node20',
    mainFields: ['module', 'main'],
    // Native or seldom needed; loaded with the first use.
    external: ['@duckdb/node-api', 'avsc'],
    supported: { 'dynamic-import': false },
    logLevel: 'warning',
  });
}

/** Runs the bundle once, so that what V8 compiles on the way to a served client is kept. */
function warmUp() {
  spawnSync(process.execPath, [path.join(__dirname, 'emulate.cjs'), 'exec', '--', process.execPath, '--eval', ''], { env: {}, stdio: 'ignore' });
}

/** Runs the bundle in this process, as `node dist/emulate.js` would. */
function runBundle() {
  const cachedData = read(compiled);
  const source = `(function (exports, require, module, __filename, __dirname) { ${fs.readFileSync(bundle, 'utf8')}\n})`;
  const script = new vm.Script(source, { filename: bundle, ...(cachedData && { cachedData }) });
  // V8 itself refuses what another version of it has compiled.
  if (!cachedData || script.cachedDataRejected) process.once('exit', () => keep(script));
  const module_ = { exports: {} };
  script.runInThisContext()(module_.exports, Module.createRequire(bundle), module_, bundle, path.dirname(bundle));
}

/** In one step, as another emulator may read it; a folder that cannot be written costs time alone. */
function keep(script) {
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

module.exports = { buildBundle, warmUp, runBundle };
