/**
 * Runs before a command of the package, so that each works as the first one after a clone: installs what the lock file
 * names when that has changed, bundles a program when one of its sources has changed, and passes on at once otherwise.
 * Plain JavaScript on Node's own modules, since nothing else is there yet; it prints to stderr alone.
 *
 *   node scripts/ensure-built.cjs                    install
 *   node scripts/ensure-built.cjs --bundle emulator  install and bundle; emulator, service and cli are in bundle.cjs
 *
 * Commands call it in their own process (emulate.cjs), which saves the start of another.
 */
'use strict';
const { spawnSync } = require('node:child_process');
const { createHash } = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');

const root = path.join(__dirname, '..');
const installed = path.join(root, 'node_modules', '.bq-dispatch-installed');

function ensureBuilt({ bundle }) {
  const lock = hash([fs.readFileSync(path.join(root, 'package-lock.json'))]);
  if (read(installed) !== lock) {
    say('installing packages');
    run('npm', ['ci', '--include=dev', '--loglevel=warn', '--no-audit', '--no-fund']);
    // Scripts begin with `exec`, so that signals reach the program and not a shell before it; cmd.exe has no such word.
    if (process.platform === 'win32') fs.writeFileSync(path.join(root, 'node_modules', '.bin', 'exec.cmd'), '@%*\r\n');
    fs.writeFileSync(installed, lock);
  }
  if (!bundle) return;
  const { BUNDLES, buildBundle, warmUp } = require('./bundle.cjs');
  const bundled = path.join(root, 'dist', `.bq-dispatch-${bundle}`);
  const sources = hash([lock, ...['scripts/bundle.cjs', 'tsconfig.json', ...BUNDLES[bundle].sources].flatMap(fingerprints)]);
  if (read(bundled) === sources) return;
  say('bundling');
  fs.rmSync(bundled, { force: true });
  fs.mkdirSync(path.join(root, 'dist'), { recursive: true });
  try {
    buildBundle(bundle);
  } catch {
    say('bundling failed; see above');
    process.exit(2);
  }
  fs.writeFileSync(bundled, sources);
  if (bundle === 'emulator') warmUp();
}

/** Path, size and time of change of each file: enough to see an edit, and quick. */
function fingerprints(name) {
  const file = path.join(root, name);
  const stat = fs.statSync(file);
  if (!stat.isDirectory()) return [`${name} ${stat.size} ${stat.mtimeMs}\n`];
  return fs.readdirSync(file).sort().flatMap((child) => fingerprints(`${name}/${child}`));
}

function hash(parts) {
  const sum = createHash('sha256');
  for (const part of parts) sum.update(part);
  return sum.digest('hex');
}

function read(file) {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/** The outer npm's log level must not silence the inner one: a failed installation would tell nothing. */
function run(command, args) {
  const env = { ...process.env, npm_config_loglevel: 'warn' };
  const { status, error } = spawnSync(command, args, { cwd: root, env, stdio: ['ignore', 2, 2], shell: process.platform === 'win32' && command === 'npm' });
  if (status === 0) return;
  say(`${path.basename(command)} failed${error ? `: ${error.message}` : ''}; see above`);
  process.exit(2);
}

function say(text) {
  process.stderr.write(`bq-dispatch: ${text} …\n`);
}

module.exports = { ensureBuilt };
if (require.main === module) ensureBuilt({ bundle: process.argv[2] === '--bundle' ? process.argv[3] : undefined });
