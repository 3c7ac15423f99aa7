/**
 * Why Cloud Storage refuses a text as the name of a bucket, or `undefined` where it does not.
 * See https://cloud.google.com/storage/docs/buckets#naming.
 */
export function bucketNameProblem(name: string): string | undefined {
  if (!/^[a-z0-9._-]*$/.test(name)) return 'a bucket name has only lower-case letters, digits, dashes, underscores and dots';
  if (name.length < 3 || name.length > 222) return `a bucket name has 3 to 222 characters, this one ${name.length}`;
  if (!/^[a-z0-9].*[a-z0-9]$/.test(name)) return 'a bucket name begins and ends with a letter or digit';
  const parts = name.split('.');
  if (parts.some((part) => part === '' || part.length > 63)) return 'the parts of a bucket name between its dots have 1 to 63 characters';
  if (/^\d+\.\d+\.\d+\.\d+$/.test(name)) return 'a bucket name cannot be an IP address';
  if (name.startsWith('goog') || name.includes('google')) return 'a bucket name cannot begin with "goog" or contain "google"';
  return undefined;
}
