import type { Clock } from '../../core/ports/clock';

/** What is over sooner needs no bar. */
const PATIENCE_MS = 1000;

/** How far a work is, shown while it takes long. */
export interface ProgressBar {
  /** @param value what is done, in the units of the total */
  at(value: number): Promise<void>;
  /** Takes the bar away. */
  end(): void;
}

export interface ProgressBarOptions {
  readonly name: string;
  /** All there is to do; a count alone is shown where nobody knows. */
  readonly total: number | undefined;
  /** Stands behind counts, such as `MB`; without it a percentage is shown alone. */
  readonly unit?: string;
  readonly clock: Clock;
  readonly stream: NodeJS.WriteStream;
}

export function createProgressBar({ name, total, unit, clock, stream }: ProgressBarOptions): ProgressBar {
  const began = clock.now().getTime();
  let bar: { update(value: number): void; stop(): void } | undefined;

  async function start(): Promise<typeof bar> {
    const { SingleBar } = await import('cli-progress');
    const counts = unit === undefined ? '' : `  {value} of {total} ${unit}`;
    const format = total === undefined ? `{name}  {value} ${unit ?? ''}` : `{name}  {bar}  {percentage} %${counts}, {eta_formatted} left`;
    const started = new SingleBar({ format, stream, clearOnComplete: true, hideCursor: true, etaBuffer: 60 });
    started.start(total ?? 0, 0, { name });
    return started;
  }

  return {
    async at(value) {
      if (!bar && clock.now().getTime() - began > PATIENCE_MS) bar = await start();
      bar?.update(value);
    },
    end: () => bar?.stop(),
  };
}
