import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { DispatchError, toDispatchError } from '../../src/core/errors';
import type { IgnoredEvent, JobEvent } from '../../src/core/job-event';
import { decodeEvent } from '../../src/events/decode-event';
import { decodeLine } from '../../src/events/decode-line';

/**
 * The recorded events of a file: one, a list, or one a line.
 * @throws DispatchError USAGE where it cannot be read, EVENT_INVALID with its name for what is no event
 */
export function readRecordedEvents(file: string): readonly (JobEvent | IgnoredEvent)[] {
  const text = textOf(file).replace(/^\uFEFF/, '');
  const document = parsed(text);
  try {
    if (document === undefined) return text.split('\n').filter((line) => line.trim() !== '').map(decodeLine);
    return (Array.isArray(document) ? document : [document]).map(decodeEvent);
  } catch (thrown) {
    const { code, message, hint } = toDispatchError(thrown);
    throw new DispatchError(code, `${file}: ${message}`, { hint, cause: thrown });
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new DispatchError('USAGE', `the recorded event cannot be read: ${(cause as Error).message}${besides(file)}`, { hint: 'Name a file below the workspace, such as events/load.json.', cause });
  }
}

/** What stands in the folder of a file that is not there. */
function besides(file: string): string {
  const folder = path.dirname(file);
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => /\.(?:json|ndjson)$/.test(name)) : [];
  return names.length === 0 ? '' : `; there are ${names.join(', ')}`;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
