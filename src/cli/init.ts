import { copyFileSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DispatchError } from '../core/errors';
import { JSON_FLAG, type AddCommand, type CliContext } from './command';
import { installable, specFor, specIn } from './installed-from';

/** `bq-dispatch init`: a project to start from. */
export const addInit: AddCommand = (program, context, end) => {
  program
    .command('init')
    .description('write a starter project: configuration, workspace, scenarios and a CI workflow; nothing that is there is replaced')
    .argument('[folder]', 'where to', '.')
    .option(...JSON_FLAG)
    .action((named: string, { json }: { json?: true }) => {
      const folder = path.resolve(context.folder, named);
      const known = specIn(folder);
      const spec = known ?? specFor(folder, context);
      const written = writeStarter(folder, { spec, packageFolder: context.packageFolder });
      const next = nextSteps({ folder: named, spec, isInstalled: known !== undefined, hasManifest: !written.includes('package.json') });
      if (json) context.out(`${JSON.stringify({ Files: written, Next: next })}\n`);
      else context.out(`${[...written.map((file) => `wrote ${file}`), '', ...next.map((step, index) => `${index === 0 ? 'next:' : '     '} ${step}`), ...notes(spec)].join('\n')}\n`);
      end(0);
    });
};

/** The files that were written, in the way in which people read them. @throws DispatchError USAGE where one of the starter's is there already */
function writeStarter(folder: string, { spec, packageFolder }: { spec: string } & Pick<CliContext, 'packageFolder'>): string[] {
  const starter = path.join(packageFolder, 'fixtures', 'starter');
  const files = filesIn(starter);
  const standing = files.filter((file) => existsSync(path.join(folder, file)));
  if (standing.length > 0) throw new DispatchError('USAGE', `in ${folder} there is ${standing.join(', ')} already`, { hint: 'Move that away, or name another folder: bq-dispatch init FOLDER.' });
  // What a project has once, whoever began it. npm leaves a .gitignore out of packages, so that it is no file of the starter.
  const own = Object.entries({ '.gitignore': 'node_modules/\n', 'package.json': manifest(spec) }).filter(([file]) => !existsSync(path.join(folder, file)));
  try {
    for (const file of files) {
      mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
      copyFileSync(path.join(starter, file), path.join(folder, file));
    }
    for (const [file, text] of own) writeFileSync(path.join(folder, file), text);
  } catch (cause) {
    throw new DispatchError('USAGE', `the project cannot be written: ${(cause as Error).message}`, { hint: 'Name a folder that can be written: bq-dispatch init FOLDER.', cause });
  }
  return [...files, ...own.map(([file]) => file)];
}

/** The configuration first. */
function filesIn(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const names = files.map(({ parentPath, name }) => path.relative(folder, path.join(parentPath, name)));
  return names.sort((one, other) => Number(one.includes(path.sep)) - Number(other.includes(path.sep)) || one.localeCompare(other));
}

/** CI installs what it names. */
function manifest(spec: string): string {
  return `${JSON.stringify({ private: true, devDependencies: { 'bq-dispatch': spec } }, null, 2)}\n`;
}

function nextSteps({ folder, spec, isInstalled, hasManifest }: { folder: string; spec: string; isInstalled: boolean; hasManifest: boolean }): string[] {
  return [
    ...(folder === '.' ? [] : [`cd ${folder}`]),
    ...(isInstalled ? [] : [hasManifest ? `npm install --save-dev ${quoted(installable(spec))}` : 'npm install']),
    'npx bq-dispatch test',
    'npx bq-dispatch validate dispatch.yaml --events events/',
  ];
}

/** For a shell, where a folder's name needs that. */
function quoted(spec: string): string {
  return /^[\w@%+=:,./-]+$/.test(spec) ? spec : JSON.stringify(spec);
}

/** A file or a folder beside the project is on this machine alone. */
function notes(spec: string): string[] {
  if (!spec.startsWith('file:..') && !path.isAbsolute(spec.replace(/^file:/, ''))) return [];
  const file = /\.t(?:ar\.)?gz$/.test(spec) ? 'put that file' : 'npm pack makes a file of that folder; put it';
  return ['', `CI needs ${spec} too: ${file} into this project, and install it from there.`];
}
