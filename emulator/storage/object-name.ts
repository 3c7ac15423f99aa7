const MAX_BYTES = 1024;

/**
 * Why Cloud Storage refuses a text as the name of an object, or `undefined` where it does not.
 * See https://cloud.google.com/storage/docs/objects#naming.
 */
export function objectNameProblem(name: string): string | undefined {
  if (name === '') return 'an object name has at least one character';
  const sizeBytes = Buffer.byteLength(name);
  if (sizeBytes > MAX_BYTES) return `an object name has at most ${MAX_BYTES} bytes in UTF-8, this one ${sizeBytes}`;
  if (/[\r\n]/.test(name)) return 'an object name has no carriage return or line feed';
  if (/\p{Surrogate}/u.test(name)) return 'an object name is Unicode text, this one has half a surrogate pair';
  if (name === '.' || name === '..') return 'an object cannot be named . or ..';
  if (name.startsWith('.well-known/acme-challenge/')) return 'an object name cannot begin with .well-known/acme-challenge/';
  return undefined;
}
