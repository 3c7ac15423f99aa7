import type { Clock } from '../../core/ports/clock';

/** What is over sooner needs no bar. */
const PATIENCE_MS = 1000;

export interface ReadingProgress {
  /** How much there is in all; a count alone is shown where nobody knows. */
  readonly sizeBytes: number | undefined;
  readonly name: string;
  readonly clock: Clock;
  readonly stream: NodeJS.WriteStream;
}

/** Passes bytes on, and shows on a terminal how many came when that takes long. */
export async function* withProgress(bytes: AsyncIterable<Uint8Array>, { sizeBytes, name, clock, stream }: ReadingProgress): AsyncIterable<Uint8Array> {
  const began = clock.now().getTime();
  let read = 0;
  let bar: { update(value: number): void; stop(): void } | undefined;
  try {
    for await (const piece of bytes) {
      read += piece.length;
      if (!bar && clock.now().getTime() - began > PATIENCE_MS) bar = await startBar({ sizeBytes, name, stream });
      bar?.update(Math.round(read / 1e6));
      yield piece;
    }
  } finally {
    bar?.stop();
  }
}

async function startBar({ sizeBytes, name, stream }: Pick<ReadingProgress, 'sizeBytes' | 'name' | 'stream'>): Promise<{ update(value: number): void; stop(): void }> {
  const { SingleBar } = await import('cli-progress');
  const format = sizeBytes === undefined ? '{name}  {value} MB' : '{name}  {bar}  {percentage} %  {value} of {total} MB, {eta_formatted} left';
  const bar = new SingleBar({ format, stream, clearOnComplete: true, hideCursor: true });
  bar.start(Math.round((sizeBytes ?? 0) / 1e6), 0, { name });
  return bar;
}
