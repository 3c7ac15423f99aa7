import type { FastifyRequest } from 'fastify';
import { toDispatchError } from '../../src/core/errors';
import type { IgnoredEvent, JobEvent } from '../../src/core/job-event';
import { decodeEvent } from '../../src/events/decode-event';
import { badRequest } from '../http/http-fault';
import { bodyText } from './request-body';

/**
 * Recorded events of a body: one, a list, or one a line.
 * @throws HttpFault 400 that names the first message that is none, by its place
 */
export function recordedEvents(request: FastifyRequest): (JobEvent | IgnoredEvent)[] {
  const messages = messagesOf(request);
  if (messages.length === 0) throw badRequest('EVENT_INVALID: found no event, expected one, a list, or one a line');
  return messages.map(({ message, place }) => {
    try {
      return decodeEvent(message);
    } catch (thrown) {
      const { code, message: what, hint } = toDispatchError(thrown);
      throw badRequest(`${code}: ${place}${what}. ${hint}`);
    }
  });
}

interface Message {
  readonly message: unknown;
  /** Where it stands, for faults. */
  readonly place: string;
}

function messagesOf(request: FastifyRequest): Message[] {
  const text = bodyText(request);
  if (text === undefined) return listed(request.body);
  try {
    return listed(JSON.parse(text) as unknown);
  } catch {
    return text.split('\n').flatMap((line, index) => (line.trim() === '' ? [] : [{ message: parseLine(line, index + 1), place: `line ${index + 1}: ` }]));
  }
}

function listed(value: unknown): Message[] {
  if (value === null) return [];
  if (!Array.isArray(value)) return [{ message: value, place: '' }];
  return value.map((message: unknown, index) => ({ message, place: `[${index}]: ` }));
}

function parseLine(line: string, number: number): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch (error) {
    throw badRequest(`EVENT_INVALID: line ${number}: not JSON: ${(error as Error).message}`);
  }
}
