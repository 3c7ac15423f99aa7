import type { EventHeaders } from '../events/http-event';

/** A request, whoever carries it: the server of `npm start` or the Functions Framework. */
export interface HttpMessage {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  /** Names in lower case. */
  readonly headers: EventHeaders;
  /** The body, or `undefined` where it is larger than `maxBytes`. Called once at most. */
  readBody(maxBytes: number): Promise<Uint8Array | undefined>;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON; nothing is sent where it is missing. */
  readonly body?: object;
}
