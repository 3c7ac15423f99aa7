/**
 * Runs before a command of the package, so that each works as the first one after a clone: installs what the lock file
 * names when that has changed, bundles the emulator when a source has changed, and passes on at once otherwise.
 * Plain JavaScript on Node's own modules, since nothing else is there yet; it prints to stderr alone.
 *
 *   node scripts/ensure-built.cjs           install
 *   node scripts/ensure-built.cjs --bundle  install and bundle
 *
 * `npm run emulate` calls it in its own process (emulate.cjs), which saves the start of another.
 */
'use strict';
const { spawnSync } = require('node:child_process');
const { createHash } = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');

const root = path.join(__dirname, '..');
const installed = path.join(root, 'node_modules', '.bq-dispatch-installed');
const bundled = path.join(root, 'dist', '.bq-dispatch-bundled');

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
  const sources = hash([lock, ...['scripts/emulator-bundle.cjs', 'tsconfig.json', 'src', 'emulator'].flatMap(fingerprints)]);
  if (read(bundled) === sources) return;
  say('bundling');
  fs.rmSync(path.join(root, 'dist'), { recursive: true, force: true });
  fs.mkdirSync(path.join(root, 'dist'));
  const { buildBundle, warmUp } = require('./emulator-bundle.cjs');
  try {
    buildBundle();
  } catch {
    say('bundling failed; see above');
    process.exit(2);
  }
  fs.writeFileSync(bundled, sources);
  warmUp();
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
if (require.main === module) ensureBuilt({ bundle: process.argv.includes('--bundle') });
