import type { Socket } from 'node:net';
import { Readable } from 'node:stream';
import type { Clock } from '../../../src/core/ports/clock';

/** The bytes of an answer as a route sent it; `undefined` for a stream, which nobody can look into. */
export function payloadBytes(payload: unknown): Buffer | undefined {
  if (typeof payload === 'string') return Buffer.from(payload);
  if (payload instanceof Uint8Array) return Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength);
  return undefined;
}

/** A stream whose connection breaks after so many bytes. */
export function brokenStream(bytes: Buffer, { after, socket }: { after: number; socket: Socket }): Readable {
  return Readable.from(
    (async function* () {
      yield bytes.subarray(0, after);
      // What was written shall leave the machine before the connection ends.
      await new Promise((resolve) => setImmediate(resolve));
      socket.destroy();
    })(),
  );
}

/** A stream that pauses after so many bytes. */
export function stallingStream(bytes: Buffer, { after, waitMs, wall }: { after: number; waitMs: number; wall: Clock }): Readable {
  return Readable.from(
    (async function* () {
      yield bytes.subarray(0, after);
      await new Promise<void>((resolve) => void wall.schedule(waitMs, resolve));
      yield bytes.subarray(after);
    })(),
  );
}
