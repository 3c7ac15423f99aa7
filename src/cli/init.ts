import { copyFileSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DispatchError } from '../core/errors';
import { JSON_FLAG, type AddCommand } from './command';

const MANIFEST = 'package.json';

/** `bq-dispatch init`: a project to start from. */
export const addInit: AddCommand = (program, context, end) => {
  program
    .command('init')
    .description('write a starter project: configuration, workspace, scenarios and a CI workflow; nothing that is there is replaced')
    .argument('[folder]', 'where to', '.')
    .option(...JSON_FLAG)
    .action((named: string, { json }: { json?: true }) => {
      const starter = path.join(context.packageFolder, 'fixtures', 'starter');
      const folder = path.resolve(context.folder, named);
      const files = filesIn(starter);
      const standing = files.filter((file) => existsSync(path.join(folder, file)));
      if (standing.length > 0) throw new DispatchError('USAGE', `in ${folder} there is ${standing.join(', ')} already`, { hint: 'Move that away, or name another folder: bq-dispatch init FOLDER.' });
      for (const file of files) {
        mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
        copyFileSync(path.join(starter, file), path.join(folder, file));
      }
      const written = [...files, ...writeManifest(folder, context.version)];
      if (json) context.out(`${JSON.stringify({ Files: written })}\n`);
      else context.out(`${[...written.map((file) => `wrote ${file}`), '', 'next: npx bq-dispatch test', '      npx bq-dispatch validate dispatch.yaml'].join('\n')}\n`);
      end(0);
    });
};

/** In the way in which people read them, the configuration first. */
function filesIn(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const names = files.map(({ parentPath, name }) => path.relative(folder, path.join(parentPath, name)));
  return names.sort((one, other) => Number(one.includes(path.sep)) - Number(other.includes(path.sep)) || one.localeCompare(other));
}

/** CI installs what it names. */
function writeManifest(folder: string, version: string): string[] {
  const file = path.join(folder, MANIFEST);
  if (existsSync(file)) return [];
  writeFileSync(file, `${JSON.stringify({ private: true, devDependencies: { 'bq-dispatch': `^${version}` } }, null, 2)}\n`);
  return [MANIFEST];
}
