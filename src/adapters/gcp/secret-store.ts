import { DispatchError } from '../../core/errors';
import type { SecretStore } from '../../core/ports/secret-store';
import { createGoogleRequest } from './google-request';

const NAME = /^projects\/[A-Za-z0-9:._-]+\/secrets\/[A-Za-z0-9_-]{1,255}(?<version>\/versions\/[A-Za-z0-9_-]+)?$/;

/** Secret Manager by its REST API (https://cloud.google.com/secret-manager/docs/reference/rest/v1/projects.secrets.versions/access). */
export function createSecretStore({ endpoint = 'https://secretmanager.googleapis.com', withoutCredentials = false } = {}): SecretStore {
  const request = createGoogleRequest({ withoutCredentials });
  return {
    async read(name) {
      const found = NAME.exec(name);
      if (!found) throw new DispatchError('NOT_FOUND', `${JSON.stringify(name)} is no name of a secret`, { hint: 'Write projects/<project>/secrets/<secret>[/versions/<version>].' });
      const url = `${endpoint}/v1/${name}${found.groups?.['version'] === undefined ? '/versions/latest' : ''}:access`;
      const { payload } = await request<{ payload?: { data?: string } }>({ method: 'GET', url, doing: `read ${name}` });
      return Buffer.from(payload?.data ?? '', 'base64').toString('utf8');
    },
  };
}
