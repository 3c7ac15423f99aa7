import type { Clock } from '../../core/ports/clock';
import { createProgressBar } from './progress-bar';

export interface ReadingProgress {
  /** How much there is in all; a count alone is shown where nobody knows. */
  readonly sizeBytes: number | undefined;
  readonly name: string;
  readonly clock: Clock;
  readonly stream: NodeJS.WriteStream;
}

const megabytes = (bytes: number): number => Math.round(bytes / 1e6);

/** Passes bytes on, and shows on a terminal how many came when that takes long. */
export async function* withProgress(bytes: AsyncIterable<Uint8Array>, { sizeBytes, ...shown }: ReadingProgress): AsyncIterable<Uint8Array> {
  const bar = createProgressBar({ ...shown, total: sizeBytes === undefined ? undefined : megabytes(sizeBytes), unit: 'MB' });
  let read = 0;
  try {
    for await (const piece of bytes) {
      read += piece.length;
      await bar.at(megabytes(read));
      yield piece;
    }
  } finally {
    bar.end();
  }
}
