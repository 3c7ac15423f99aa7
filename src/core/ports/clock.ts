/** The only source of time. */
export interface Clock {
  now(): Date;
  /**
   * Runs `task` once after `delayMs` (0: in a later turn of the event loop).
   * @returns a function that calls it off; calling it later or again is harmless.
   */
  schedule(delayMs: number, task: () => void): () => void;
}
