/** Loads every *.test.ts of the project into one process; arguments pick the files whose path contains one of them. */
import { readdirSync } from 'node:fs';
import path from 'node:path';

const root = path.join(__dirname, '..');
const wanted = process.argv.slice(2);

for (const room of ['src', 'emulator', 'scripts']) {
  for (const file of readdirSync(path.join(root, room), { recursive: true, encoding: 'utf8' }).sort()) {
    const testFile = path.join(root, room, file);
    if (file.endsWith('.test.ts') && (wanted.length === 0 || wanted.some((part) => testFile.includes(part)))) {
      require(testFile);
    }
  }
}
