import type { EventChunk } from './event-chunks';

/** Works on chunks; a chunk that was given to it is its own. */
export type ChunkWork<Result> = (chunk: EventChunk) => Promise<Result>;

/** Threads that do the same work. */
export interface ChunkPool<Result> {
  readonly size: number;
  readonly run: ChunkWork<Result>;
  close(): void;
}

/**
 * Works on chunks, several at the same time, and gives their results in the order of the chunks. The first is done in this
 * thread: often there is no other. Where the chunks end with an error it comes after the results of those before it.
 */
export async function* workOn<Result>(chunks: AsyncIterable<EventChunk>, { own, openPool }: { own: ChunkWork<Result>; openPool: () => ChunkPool<Result> }): AsyncIterable<Result> {
  let pool: ChunkPool<Result> | undefined;
  let isFirst = true;
  let ended: { readonly thrown: unknown } | undefined;
  const underWay: Promise<Result>[] = [];
  try {
    for await (const chunk of untilError(chunks, (thrown) => (ended = { thrown }))) {
      const result = isFirst ? own(chunk) : (pool ??= openPool()).run(chunk);
      isFirst = false;
      // It is waited for in its turn.
      result.catch(() => undefined);
      underWay.push(result);
      if (pool && underWay.length > 2 * pool.size) yield await (underWay.shift() as Promise<Result>);
    }
    for (const result of underWay) yield await result;
    if (ended) throw ended.thrown;
  } finally {
    pool?.close();
  }
}

async function* untilError<T>(items: AsyncIterable<T>, onError: (thrown: unknown) => void): AsyncIterable<T> {
  try {
    yield* items;
  } catch (thrown) {
    onError(thrown);
  }
}
