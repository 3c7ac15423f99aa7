import { DispatchError } from '../core/errors';
import type { IgnoredEvent, JobEvent } from '../core/job-event';
import { parseDocument } from '../core/rules/document';
import { decodeEvent, decodeMessage } from './decode-event';

/**
 * A job event as the text of its JSON, one line of a recording.
 * @throws DispatchError EVENT_INVALID, with the column where it is no JSON
 */
export function decodeLine(text: string): JobEvent | IgnoredEvent {
  let message: unknown;
  try {
    message = JSON.parse(text);
  } catch (cause) {
    const [fault] = parseDocument(text, '').faults;
    throw new DispatchError('EVENT_INVALID', `not JSON${fault ? ` at column ${fault.column}: ${fault.message}` : ''}`, { hint: 'Write one job event a line, as bq-dispatch record does.', cause });
  }
  // Looking through the text is quicker than looking through what was made of it.
  return text.includes('null') ? decodeEvent(message) : decodeMessage(message);
}
