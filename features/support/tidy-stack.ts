import { AssertionError } from 'node:assert';
import path from 'node:path';
import { DispatchError } from '../../src/core/errors';

/** Of the package's own code: that of its bundles, where they are what runs. */
const OWN_FOLDER = `${__dirname}${path.sep}`;

/**
 * Leaves of a stack the places in files of the user. Where there are none it was the library that found fault, and its
 * message says all; a difference, which cucumber shows itself, is told once.
 */
export function tidyStack(error: Error): void {
  const { message, stack = '' } = error;
  const end = stack.indexOf(message) + message.length;
  if (end < message.length) return;
  const places = stack.slice(end).split('\n').filter(isOfUser);
  if (places.length > 0) {
    error.stack = [stack.slice(0, end), ...places].join('\n');
    return;
  }
  if (error instanceof AssertionError) error.message = withoutDifference(error);
  error.stack = error instanceof AssertionError || error instanceof DispatchError ? error.message : `${error.name}: ${error.message}`;
}

function isOfUser(line: string): boolean {
  return /^\s+at .*[\\/]/.test(line) && !/\bnode:|[\\/]node_modules[\\/]/.test(line) && !line.includes(OWN_FOLDER);
}

/** Node adds the difference to a message, cucumber shows that of two values of one kind below it. */
function withoutDifference({ message, actual, expected, generatedMessage }: AssertionError): string {
  if (expected === undefined || kindOf(actual) !== kindOf(expected)) return message;
  return message.replace(generatedMessage ? /\n[^]*$/ : /\n+[^\n]*\+ actual[^\n]*- expected[^]*$|\n\n[^\n]* !== [^\n]*\n*$/, '');
}

function kindOf(value: unknown): string {
  return Object.prototype.toString.call(value);
}
