import { createFault, type Fault } from '../../src/core/rules/fault';

/** A fault of a file or folder as a whole. */
export function fileFault(file: string, message: string, hint: string): Fault {
  return createFault({ code: 'INVALID_VALUE', file, position: { line: 1, column: 1 }, message, hint });
}

/** What `read` gives, or the fault that the file or folder cannot be read. */
export function readOrFault<T>(file: string, read: () => T): { value: T } | { fault: Fault } {
  try {
    return { value: read() };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { fault: fileFault(file, `cannot be read: ${message}`, 'Make it readable, or remove it.') };
  }
}
