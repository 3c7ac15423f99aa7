import type { DispatchConfig } from '../core/dispatch-config';
import { reportError, toDispatchError } from '../core/errors';
import { formatGsUrl } from '../core/gs-url';
import type { Clock } from '../core/ports/clock';
import type { ObjectStore } from '../core/ports/object-store';
import type { Log } from './log';

/** Routes are looked at no oftener. */
const PAUSE_MS = 10_000;

export interface RenewedOptions<T> {
  /** Reads the configuration and its routes. */
  readonly load: () => Promise<DispatchConfig>;
  /** Makes of it what runs. */
  readonly build: (config: DispatchConfig) => T;
  readonly objects: Pick<ObjectStore, 'list'>;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * What runs by a configuration. Where a file of `RoutesURL` has changed, a new one takes the place of the old; of a
 * broken version the log is told, and the last good one stays.
 * @returns the one that holds now; rejects where there never was a good one, and tries again with the next call
 */
export function createRenewed<T>({ load, build, objects, clock, log }: RenewedOptions<T>): () => Promise<T> {
  let good: { readonly config: DispatchConfig; readonly built: T } | undefined;
  /** What `good` was made of, where that is known. */
  let version: string | undefined;
  let checkedAt = 0;
  let renewing: Promise<void> | undefined;

  /** The generations of all files of routes. */
  async function versionOf({ routesUrl }: DispatchConfig): Promise<string> {
    const files: string[] = [];
    if (routesUrl) for await (const { url, generation } of objects.list(routesUrl)) files.push(`${url.name}#${generation}`);
    return files.join('\n');
  }

  async function begin(): Promise<void> {
    const config = await load();
    good = { config, built: build(config) };
    checkedAt = clock.now().getTime();
  }

  async function renew(from: DispatchConfig): Promise<void> {
    checkedAt = clock.now().getTime();
    try {
      const found = await versionOf(from);
      if (found === version) return;
      version = found;
      const config = await load();
      good = { config, built: build(config) };
      log('INFO', `routes loaded again: ${config.routes.length} in all`);
    } catch (thrown) {
      const error = toDispatchError(thrown);
      // What cannot be read now is tried again; a broken version is broken until it changes.
      if (error.transient) version = undefined;
      const { Code, Message, Hint } = reportError(error);
      log('ERROR', `routes of ${from.routesUrl ? formatGsUrl(from.routesUrl) : ''} not loaded again, keeping to those before: ${Code}`, { error: { code: Code, message: Message, hint: Hint } });
    }
  }

  return async () => {
    const isDue = !good || (good.config.routesUrl !== undefined && clock.now().getTime() - checkedAt >= PAUSE_MS);
    if (isDue) {
      renewing ??= (good ? renew(good.config) : begin()).finally(() => (renewing = undefined));
      await renewing;
    }
    return (good as NonNullable<typeof good>).built;
  };
}
