import type { FastifyInstance, FastifyReply } from 'fastify';

/** The time that a token is said to last. */
const TOKEN_SECONDS = 3600;
const ACCOUNT = 'emulator@bq-dispatch.iam.gserviceaccount.com';
const SCOPES = ['https://www.googleapis.com/auth/cloud-platform'];

/**
 * Answers as the metadata server of Google's machines, which clients ask for credentials where they find none: the
 * environment variable GCE_METADATA_HOST leads them here, and they get a token that nobody checks.
 */
export function addMetadataServer(app: FastifyInstance, { projectId }: { projectId: string }): void {
  const values = new Map<string, unknown>([
    ['project/project-id', projectId],
    ['project/numeric-project-id', '1'],
    ['instance/service-accounts', 'default/\n'],
    ['instance/service-accounts/default', { aliases: ['default'], email: ACCOUNT, scopes: SCOPES }],
    ['instance/service-accounts/default/email', ACCOUNT],
    ['instance/service-accounts/default/scopes', SCOPES.join('\n')],
    ['instance/service-accounts/default/token', { access_token: 'bq-dispatch-emulator', expires_in: TOKEN_SECONDS, token_type: 'Bearer' }],
    ['universe/universe-domain', 'googleapis.com'],
    ['universe/universe_domain', 'googleapis.com'],
    ['instance', 'service-accounts/\n'],
    ['', 'instance/\nproject/\nuniverse/\n'],
  ]);
  values.set(`instance/service-accounts/${ACCOUNT}`, values.get('instance/service-accounts/default'));
  values.set(`instance/service-accounts/${ACCOUNT}/token`, values.get('instance/service-accounts/default/token'));

  app.addHook('onRequest', async (request, reply) => {
    const path = request.url.split('?', 1)[0] ?? '';
    // Clients look whether somebody is there by asking for the root with this header.
    if (path === '/' && request.headers['metadata-flavor'] === 'Google') return answer(reply, 'computeMetadata/\n');
    if (!path.startsWith('/computeMetadata/')) return undefined;
    const value = values.get(path.slice('/computeMetadata/v1/'.length).replace(/\/$/, ''));
    return value === undefined ? answer(reply.code(404), 'not found\n') : answer(reply, value);
  });
}

function answer(reply: FastifyReply, value: unknown): FastifyReply {
  const isText = typeof value === 'string';
  return reply.header('metadata-flavor', 'Google').type(isText ? 'application/text' : 'application/json').send(isText ? value : JSON.stringify(value));
}
