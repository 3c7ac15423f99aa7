/** Names of methods by the form of the path; `:x` is one segment, `*` the rest. */
const ROUTES: readonly (readonly [method: string, path: string, name: string])[] = [
  ['GET', 'b', 'storage.buckets.list'],
  ['POST', 'b', 'storage.buckets.insert'],
  ['GET', 'b/:b', 'storage.buckets.get'],
  ['PUT', 'b/:b', 'storage.buckets.update'],
  ['PATCH', 'b/:b', 'storage.buckets.patch'],
  ['DELETE', 'b/:b', 'storage.buckets.delete'],
  ['GET', 'b/:b/iam', 'storage.buckets.getIamPolicy'],
  ['PUT', 'b/:b/iam', 'storage.buckets.setIamPolicy'],
  ['GET', 'b/:b/iam/testPermissions', 'storage.buckets.testIamPermissions'],
  ['POST', 'b/:b/lockRetentionPolicy', 'storage.buckets.lockRetentionPolicy'],
  ...collection('b/:b/acl', 'storage.bucket_acl'),
  ...collection('b/:b/defaultObjectAcl', 'storage.default_object_acl'),
  ...collection('b/:b/notificationConfigs', 'storage.notifications'),
  ['GET', 'b/:b/o', 'storage.objects.list'],
  ['POST', 'b/:b/o', 'storage.objects.insert'],
  ['PUT', 'b/:b/o', 'storage.objects.insert'],
  ['GET', 'b/:b/o/:o', 'storage.objects.get'],
  ['PUT', 'b/:b/o/:o', 'storage.objects.update'],
  ['PATCH', 'b/:b/o/:o', 'storage.objects.patch'],
  ['DELETE', 'b/:b/o/:o', 'storage.objects.delete'],
  ['POST', 'b/:b/o/:o/compose', 'storage.objects.compose'],
  ['POST', 'b/:b/o/:o/copyTo/b/:b/o/:o', 'storage.objects.copy'],
  ['POST', 'b/:b/o/:o/rewriteTo/b/:b/o/:o', 'storage.objects.rewrite'],
  ['POST', 'b/:b/o/:o/moveTo/o/:o', 'storage.objects.move'],
  ...collection('b/:b/o/:o/acl', 'storage.object_acl'),
  ['GET', 'projects/:p/serviceAccount', 'storage.serviceaccount.get'],
  ['GET', 'projects/:p/hmacKeys', 'storage.hmacKey.list'],
  ['POST', 'projects/:p/hmacKeys', 'storage.hmacKey.create'],
  ['GET', 'projects/:p/hmacKeys/:k', 'storage.hmacKey.get'],
  ['PUT', 'projects/:p/hmacKeys/:k', 'storage.hmacKey.update'],
  ['DELETE', 'projects/:p/hmacKeys/:k', 'storage.hmacKey.delete'],
];

/** Every method that a retry test may name. */
export const STORAGE_METHODS: ReadonlySet<string> = new Set(ROUTES.map(([, , name]) => name));

const PREFIX = /^\/(?:(?:resumable\/)?upload\/|download\/)?storage\/v1\//;

function collection(path: string, name: string): readonly (readonly [string, string, string])[] {
  return [
    ['GET', path, `${name}.list`],
    ['POST', path, `${name}.insert`],
    ['GET', `${path}/:x`, `${name}.get`],
    ['PUT', `${path}/:x`, `${name}.update`],
    ['PATCH', `${path}/:x`, `${name}.patch`],
    ['DELETE', `${path}/:x`, `${name}.delete`],
  ];
}

/** The method of Cloud Storage that a request calls, through the JSON API or the XML one; `undefined` for another one. */
export function storageMethodOf(method: string, path: string): string | undefined {
  const isBare = path === '/b' || path.startsWith('/b/');
  if (PREFIX.test(path) || isBare) {
    const segments = path.replace(PREFIX, '').replace(/^\//, '').split('/');
    return ROUTES.find(([verb, form]) => verb === method && fits(segments, form.split('/')))?.[2];
  }
  if (!/^\/[a-z0-9][a-z0-9._-]+\/./.test(path) || /^\/(?:storage|upload|bigquery|projects|discovery|batch|resumable|download)\//.test(path)) return undefined;
  return { GET: 'storage.objects.get', HEAD: 'storage.objects.get', PUT: 'storage.objects.insert' }[method];
}

function fits(segments: readonly string[], form: readonly string[]): boolean {
  return segments.length === form.length && form.every((part, index) => part.startsWith(':') || part === segments[index]);
}
