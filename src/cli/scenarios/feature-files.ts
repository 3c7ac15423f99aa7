import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';

/** What cucumber is to read: of a folder the features in it, and anything else as it is named. */
export function featurePaths(features: readonly string[], folder: string): string[] {
  return features.flatMap((feature) => {
    const named = path.resolve(folder, feature);
    return isFolder(named) ? filesBelow(named, /\.feature$/).sort() : [feature];
  });
}

/** Steps of the user's own, in either kind of module; TypeScript where Node reads it. */
export function stepFiles(folder: string): string[] {
  return isFolder(folder) ? filesBelow(folder, /(?:\.[cm]?js|(?<!\.d)\.[cm]?ts)$/).sort() : [];
}

/** Cucumber takes every path for a pattern. */
export function asPattern(file: string): string {
  return file.replace(/[?*()[\]]/g, '[$&]');
}

/** Neither what was installed there nor what is hidden is the user's. Links to folders may lead round in a circle, so they are left alone. */
function filesBelow(folder: string, wanted: RegExp): string[] {
  const entries = readdirSync(folder, { withFileTypes: true }).filter(({ name }) => name !== 'node_modules' && !name.startsWith('.'));
  return entries.flatMap((entry) => {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) return filesBelow(file, wanted);
    return wanted.test(entry.name) && statSync(file, { throwIfNoEntry: false })?.isFile() ? [asPattern(file)] : [];
  });
}

function isFolder(name: string): boolean {
  return statSync(name, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
