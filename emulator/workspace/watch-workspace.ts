import path from 'node:path';
import { watch } from 'chokidar';
import { EVENTS_FOLDER } from './event-files';
import { CONFIG_FILES, VARIABLES_FILE } from './load-workspace';

export interface WorkspaceChanges {
  /** The configuration or its variables changed. */
  readonly onConfig: () => Promise<void>;
  /** Files of recorded events came or changed; paths below `events/`. */
  readonly onEvents: (files: ReadonlySet<string>) => Promise<void>;
  /** One of the two failed; watching goes on. */
  readonly onFailure: (error: unknown) => void;
}

/** Watches configuration, variables and recorded events of a workspace; changes are handled one after the other. Resolves when it watches. */
export async function watchWorkspace(root: string, { onConfig, onEvents, onFailure }: WorkspaceChanges): Promise<{ close(): Promise<void> }> {
  const events = path.join(root, EVENTS_FOLDER);
  const settings = [...CONFIG_FILES, VARIABLES_FILE].map((name) => path.join(root, name));
  const isWatched = (file: string): boolean => file === root || file === events || settings.includes(file) || isBelow(events, file);
  // The folder itself is watched, since `events` may come later.
  const watcher = watch(root, { ignoreInitial: true, ignored: (file) => !isWatched(path.resolve(file)), awaitWriteFinish: { stabilityThreshold: 50, pollInterval: 10 } });
  let handling = Promise.resolve();
  const handle = (change: () => Promise<void>): void => {
    handling = handling.then(change).catch(onFailure);
  };
  watcher.on('all', (kind, file) => {
    if (kind === 'addDir' || kind === 'unlinkDir') return;
    if (settings.includes(path.resolve(file))) handle(onConfig);
    else if (kind !== 'unlink') handle(() => onEvents(new Set([path.relative(events, file).split(path.sep).join('/')])));
  });
  await new Promise<void>((resolve) => watcher.once('ready', () => resolve()));
  return {
    async close() {
      await watcher.close();
      await handling;
    },
  };
}

function isBelow(folder: string, file: string): boolean {
  return file.startsWith(folder + path.sep);
}
