import { DispatchError, ERROR_CATALOGUE, type ErrorCode } from '../errors';

/** Where something stands in a file; both count from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Keys and indices from the root of a document. */
export type Path = readonly (string | number)[];

/** One thing wrong with a document that a person wrote. */
export interface Fault extends Position {
  readonly code: ErrorCode;
  /** The file, or the gs:// URL of the object. */
  readonly file: string;
  /** Where in the document, `Routes[0].When.Dest`; empty for the document as a whole. */
  readonly path: string;
  /** What stands there and what was expected instead. */
  readonly message: string;
  /** What to do about it. */
  readonly hint: string;
}

/** Fills in what most faults have alike: the hint of the catalogue, the path as text. */
export function createFault(fault: {
  code: ErrorCode;
  file: string;
  position: Position;
  message: string;
  path?: Path;
  hint?: string;
}): Fault {
  const { code, file, position, message, path = [], hint = ERROR_CATALOGUE[code].hint } = fault;
  return { code, file, line: position.line, column: position.column, path: formatPath(path), message, hint };
}

/** `Routes[0].When.Dest`. */
export function formatPath(path: Path): string {
  return path.reduce<string>((text, part) => (typeof part === 'number' ? `${text}[${part}]` : text ? `${text}.${part}` : part), '');
}

/** A fault on one line, `file:line:column CODE path: message. hint`. */
export function formatFault({ file, line, column, code, path, message, hint }: Fault): string {
  return `${file}:${line}:${column} ${code} ${path ? `${path}: ` : ''}${message.replace(/\.$/, '')}. ${hint}`;
}

/** Documents that cannot be used, with everything that is wrong with them. */
export class FaultsError extends DispatchError {
  readonly faults: readonly Fault[];

  constructor(code: 'CONFIG_INVALID' | 'TASK_INVALID' | 'WORKSPACE_INVALID', faults: readonly Fault[]) {
    super(code, faults.map(formatFault).join('\n'));
    this.faults = faults;
  }
}

/** A value as a person would recognise it, cut where it is long. */
export function quote(value: unknown): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}
