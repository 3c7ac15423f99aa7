import type { z } from 'zod';
import { parseDocument, type Document } from '../../src/core/rules/document';
import type { Fault } from '../../src/core/rules/fault';
import { createRuleReader } from '../../src/core/rules/rule-reader';
import { readWorkspaceText } from './workspace-text';

/**
 * A JSON file of a workspace.
 * @param root the folder of the workspace
 */
export function readWorkspaceDocument(root: string, file: string): { document?: Document; faults: readonly Fault[] } {
  const read = readWorkspaceText(root, file);
  return 'fault' in read ? { faults: [read.fault] } : parseDocument(read.text, file);
}

/** What a JSON file of a workspace says, by its term; with faults it may be missing. */
export function readWorkspaceTerm<T>(term: z.ZodType<T>, root: string, file: string): { value?: T; document?: Document; faults: readonly Fault[] } {
  const { document, faults } = readWorkspaceDocument(root, file);
  if (!document) return { faults };
  const reader = createRuleReader(document);
  const value = reader.read(term, document.value, []);
  return { value, document, faults: [...faults, ...reader.faults] };
}
