import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

const NAME = 'bq-dispatch';

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

interface InstalledPackages {
  readonly packages?: Readonly<Record<string, { readonly resolved?: string }>>;
}

/** What the package.json of a folder says of this package; `undefined` where it says nothing or there is none. */
export function specIn(folder: string): string | undefined {
  const { dependencies, devDependencies } = (readJson(path.join(folder, 'package.json')) ?? {}) as Manifest;
  return devDependencies?.[NAME] ?? dependencies?.[NAME];
}

/**
 * What a package.json in `folder` should say of this package: a version, or where it came from if that is no registry, as
 * npm notes it beside what it has installed. What is run from a folder of its own, such as a clone, is that folder.
 */
export function specFor(folder: string, { packageFolder, version }: { packageFolder: string; version: string }): string {
  const modules = path.dirname(packageFolder);
  if (path.basename(modules) !== 'node_modules') return `file:${relativeUrl(folder, packageFolder)}`;
  const { packages } = (readJson(path.join(modules, '.package-lock.json')) ?? {}) as InstalledPackages;
  const { resolved = '' } = packages?.[`node_modules/${NAME}`] ?? {};
  if (resolved.startsWith('file:')) return `file:${relativeUrl(folder, path.resolve(path.dirname(modules), resolved.slice('file:'.length)))}`;
  return resolved === '' || resolved.includes('/-/') ? `^${version}` : resolved;
}

/** What `npm install` is given for that. */
export function installable(spec: string): string {
  return spec.replace(/^\^/, `${NAME}@`);
}

function relativeUrl(folder: string, file: string): string {
  const relative = path.relative(folder, file).split(path.sep).join('/');
  return relative.startsWith('.') ? relative : `./${relative}`;
}

function readJson(file: string): unknown {
  if (!existsSync(file)) return undefined;
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
