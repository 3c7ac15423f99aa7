import type { Value } from '../../data/row';
import type { ScriptFrame } from '../sql-error';
import type { Position } from '../syntax/position';
import { INT64, STRING, type SqlType } from '../types/sql-type';

/** Where a statement stands. @param calls the procedures being called, the innermost last */
export function frameOf({ at }: { readonly at: Position }, { calls }: { readonly calls: readonly string[] }): ScriptFrame {
  const procedure = calls.at(-1);
  return { at, ...(procedure !== undefined && { procedure }) };
}

/** As @@error.formatted_stack_trace prints them: a line each. */
export function formatFrames(frames: readonly ScriptFrame[]): string {
  return frames.map(({ at, procedure = '' }) => `At ${procedure}[${at.line}:${at.column}]`).join('\n');
}

/** The type of @@error.stack_trace. */
export const STACK_TRACE: SqlType = {
  kind: 'ARRAY',
  element: { kind: 'STRUCT', fields: [{ name: 'line', type: INT64 }, { name: 'column', type: INT64 }, { name: 'filename', type: STRING }, { name: 'location', type: STRING }] },
};

/** The value of @@error.stack_trace. */
export function stackTrace(frames: readonly ScriptFrame[]): Value {
  return frames.map(({ at: { line, column }, procedure }) => [String(line), String(column), null, procedure === undefined ? null : `${procedure}:${line}:${column}`]);
}

/** `at [line:column]`, with the procedure in front. */
export function placeOf({ at, procedure }: ScriptFrame): string {
  return `at [${procedure === undefined ? '' : `${procedure}:`}${at.line}:${at.column}]`;
}
