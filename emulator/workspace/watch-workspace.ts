import path from 'node:path';
import { watch } from 'chokidar';
import { EVENTS_FOLDER } from './event-files';
import { CONFIG_FILES, VARIABLES_FILE } from './load-workspace';

export interface WorkspaceChanges {
  /** The configuration or its variables changed. */
  readonly onConfig: () => Promise<void>;
  /** Files of recorded events came or changed; paths below `events/`. */
  readonly onEvents: (files: ReadonlySet<string>) => Promise<void>;
}

/** Watches configuration, variables and recorded events of a workspace; changes are handled one after the other. */
export function watchWorkspace(root: string, { onConfig, onEvents }: WorkspaceChanges): { close(): Promise<void> } {
  const events = path.join(root, EVENTS_FOLDER);
  const files = [...CONFIG_FILES, VARIABLES_FILE].map((name) => path.join(root, name));
  const watcher = watch([...files, events], { ignoreInitial: true, awaitWriteFinish: { stabilityThreshold: 50, pollInterval: 10 } });
  let handling = Promise.resolve();
  const handle = (change: () => Promise<void>): void => {
    handling = handling.then(change);
  };
  watcher.on('all', (kind, file) => {
    if (kind === 'addDir' || kind === 'unlinkDir') return;
    const below = path.relative(events, file);
    if (below.startsWith('..')) handle(onConfig);
    else if (kind !== 'unlink') handle(() => onEvents(new Set([below.split(path.sep).join('/')])));
  });
  return {
    async close() {
      await watcher.close();
      await handling;
    },
  };
}
