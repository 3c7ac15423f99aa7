import { DispatchError, reportError, toDispatchError } from '../core/errors';
import type { Dispatcher } from '../core/dispatcher';
import type { IgnoredEvent, JobEvent } from '../core/job-event';
import type { Clock } from '../core/ports/clock';
import { answerTo, type DispatchResponse } from '../core/response';
import type { SweepReport } from '../core/sweep';
import { decodeEvent } from '../events/decode-event';
import { decodeHttpEvent } from '../events/http-event';
import type { CheckCaller } from './caller-check';
import { errorFields, eventLine } from './event-line';
import type { HttpAnswer, HttpMessage } from './http-message';
import type { Log, LogFields } from './log';
import type { Telemetry } from './telemetry';
import { traceFields } from './trace';

/** A message of Pub/Sub has up to 10 MB, which base64 makes a third larger. */
const MAX_BODY_BYTES = 20 * 2 ** 20;

/** Types of bodies that may be JSON; Pub/Sub without its wrapper gives none, or octets. */
const JSON_TYPE = /^(?:application\/(?:[\w.-]+\+)?json|text\/(?:json|plain)|application\/octet-stream)(?:\s*;|$)/i;

/** The service as its callers see it. */
export interface Service {
  /** `POST /` an event, `POST /sweep`, `GET /healthz`. Never rejects. */
  answer(message: HttpMessage): Promise<HttpAnswer>;
  /**
   * An event of a platform that has checked its sender and hands over the CloudEvent alone.
   * Rejects with a DispatchError where the event is to come again, which is all that such a platform can be told.
   */
  takeCloudEvent(event: unknown): Promise<void>;
}

/** What serves by the configuration that holds now. */
export interface Running {
  readonly dispatcher: Dispatcher;
  /** Rejects with a DispatchError. */
  readonly sweep: () => Promise<SweepReport>;
  readonly checkCaller: CheckCaller;
  /** Whether `takeCloudEvent` may trust the platform. */
  readonly trustsPlatform: boolean;
}

export interface ServiceOptions {
  /** Rejects with a DispatchError where the configuration is broken. */
  readonly running: () => Promise<Running>;
  readonly clock: Clock;
  readonly log: Log;
  readonly telemetry: Telemetry;
  /** The project of traces. */
  readonly projectId?: string;
}

/** Answers: 2xx where the outcome is final, 503 where the event is to come again (R25), 500 where the service is set up wrong. */
export function createService({ running, clock, log, telemetry, projectId }: ServiceOptions): Service {
  const pages = new Map<string, { readonly method: string; readonly handle: (message: HttpMessage, trace: LogFields) => Promise<HttpAnswer> }>([
    ['/', { method: 'POST', handle: answerEvent }],
    ['/sweep', { method: 'POST', handle: answerSweep }],
    ['/healthz', { method: 'GET', handle: () => Promise.resolve({ status: 200, body: { status: 'ok' } }) }],
  ]);

  async function answerEvent(message: HttpMessage, trace: LogFields): Promise<HttpAnswer> {
    const { dispatcher, checkCaller } = await running();
    const refused = (await refuseCaller(message, { checkCaller, trace })) ?? refuseType(message);
    if (refused) return refused;
    const body = await message.readBody(MAX_BODY_BYTES);
    if (!body) return refusal(413, `expected a body of at most ${MAX_BODY_BYTES} bytes`);
    const response = await handle(() => decodeHttpEvent(message.headers, parseBody(body)), dispatcher);
    tell(response, trace, message.headers['traceparent']);
    return { status: response.Status === 'retry' ? 503 : 200, body: response };
  }

  async function answerSweep(message: HttpMessage, trace: LogFields): Promise<HttpAnswer> {
    const { sweep, checkCaller } = await running();
    const refused = await refuseCaller(message, { checkCaller, trace });
    if (refused) return refused;
    const report = await sweep();
    telemetry.sweep(report, clock.now());
    log('INFO', 'swept', { ...trace, sweep: report });
    return { status: 200, body: report };
  }

  async function trustedDispatcher(): Promise<Dispatcher> {
    const { dispatcher, trustsPlatform } = await running();
    if (trustsPlatform) return dispatcher;
    throw new DispatchError('CONFIG_INVALID', 'a CloudEvent function does not see tokens', { hint: 'Deploy the function dispatchHttp, or let Auth.Mode be platform.' });
  }

  /** Of a caller who is refused nothing is read and nothing told. */
  async function refuseCaller({ headers, path }: HttpMessage, { checkCaller, trace }: { checkCaller: CheckCaller; trace: LogFields }): Promise<HttpAnswer | undefined> {
    const { authorization } = headers;
    const reason = await checkCaller(typeof authorization === 'string' ? authorization : undefined);
    if (reason === undefined) return undefined;
    log('WARNING', `caller refused: ${reason}`, { ...trace, path });
    return { status: 401, headers: { 'www-authenticate': 'Bearer' } };
  }

  /** What cannot be read is an error like any other that does not pass: told, and not asked for again (R25). */
  async function handle(decode: () => JobEvent | IgnoredEvent, dispatcher: Dispatcher): Promise<DispatchResponse> {
    let event: JobEvent | IgnoredEvent;
    try {
      event = decode();
    } catch (thrown) {
      return answerTo({ eventId: '', ignored: '' }, { Status: 'error', Error: reportError(toDispatchError(thrown)) }, clock.now());
    }
    if ('ignored' in event) return answerTo(event, { Status: 'ignored', Reason: event.ignored }, clock.now());
    return dispatcher.dispatch(event);
  }

  function tell(response: DispatchResponse, trace: LogFields, traceparent: unknown): void {
    telemetry.event(response, typeof traceparent === 'string' ? traceparent : undefined);
    const [severity, text, fields] = eventLine(response);
    log(severity, text, { ...trace, ...fields });
  }

  function failure(thrown: unknown, trace: LogFields): HttpAnswer {
    const error = toDispatchError(thrown);
    log('ERROR', `${error.code}: no answer could be given`, { ...trace, error: errorFields(reportError(error)) });
    return { status: error.transient ? 503 : 500, body: { Error: { Code: error.code } } };
  }

  return {
    async answer(message) {
      const trace = traceFields(message.headers, projectId);
      try {
        const page = pages.get(message.path);
        if (!page) return refusal(404, 'expected POST /, POST /sweep or GET /healthz');
        if (page.method !== message.method) return { ...refusal(405, `expected ${page.method}`), headers: { allow: page.method } };
        return await page.handle(message, trace);
      } catch (thrown) {
        return failure(thrown, trace);
      }
    },

    async takeCloudEvent(event) {
      const { traceparent } = event as { traceparent?: string };
      const trace = traceFields({ traceparent }, projectId);
      const dispatcher = await trustedDispatcher().catch((thrown: unknown) => {
        failure(thrown, trace);
        throw thrown;
      });
      const response = await handle(() => decodeEvent(event), dispatcher);
      tell(response, trace, traceparent);
      if (response.Status === 'retry') throw new DispatchError('UNAVAILABLE', `the event is to come again: ${response.Error?.Code ?? ''}`);
    },
  };
}

function refuseType({ headers }: HttpMessage): HttpAnswer | undefined {
  const { 'content-type': type, 'content-encoding': encoding } = headers;
  if (typeof type === 'string' && !JSON_TYPE.test(type)) return refusal(415, 'expected a body of type application/json');
  return encoding === undefined || encoding === 'identity' ? undefined : refusal(415, 'expected a body that is not compressed');
}

function refusal(status: number, message: string): HttpAnswer {
  return { status, body: { Error: { Message: message } } };
}

function parseBody(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString('utf8')) as unknown;
  } catch (cause) {
    throw new DispatchError('EVENT_INVALID', 'the body is not JSON', { cause });
  }
}
