import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Fault } from '../../src/core/rules/fault';
import { fakeAnswersTerm, type FakeAnswer } from '../outbox/fake-answer';
import type { OutboxEntry } from '../outbox/outbox';
import { syncFolder } from './sync-folder';
import { readWorkspaceTerm } from './workspace-document';

export const OUTBOX_FOLDER = 'outbox';
export const ANSWERS_FILE = 'responses.json';

/** What the services that a workspace calls answer: `outbox/responses.json`. */
export function loadAnswers(root: string): { answers: readonly FakeAnswer[]; faults: readonly Fault[] } {
  const file = path.join(root, OUTBOX_FOLDER, ANSWERS_FILE);
  if (!existsSync(file)) return { answers: [], faults: [] };
  const { value = [], faults } = readWorkspaceTerm(fakeAnswersTerm, root, file);
  return { answers: value, faults };
}

/**
 * Writes what went out as `0001-notify.json` and so on; these are for people, and not read again.
 * @param answers the bytes of `responses.json`, where there is one
 */
export function saveOutbox(root: string, entries: readonly OutboxEntry[], answers: Uint8Array | undefined): void {
  const folder = path.join(root, OUTBOX_FOLDER);
  if (entries.length === 0 && answers === undefined && !existsSync(folder)) return;
  const files = entries.map((entry, index) => [`${String(index + 1).padStart(4, '0')}-${entry.kind}.json`, () => Buffer.from(`${JSON.stringify(entry, null, 2)}\n`)] as const);
  syncFolder(folder, { files: new Map([...files, ...(answers ? [[ANSWERS_FILE, () => answers] as const] : [])]), folders: [] });
}
