import { DispatchError } from '../../core/errors';
import type { SecretStore } from '../../core/ports/secret-store';
import { SECRET_NAME } from '../../core/secret-name';
import { createGoogleRequest } from './google-request';

/** Secret Manager by its REST API (https://cloud.google.com/secret-manager/docs/reference/rest/v1/projects.secrets.versions/access). */
export function createSecretStore({ endpoint = 'https://secretmanager.googleapis.com', withoutCredentials = false } = {}): SecretStore {
  const request = createGoogleRequest({ withoutCredentials });
  return {
    async read(name) {
      const found = SECRET_NAME.exec(name);
      if (!found) throw new DispatchError('NOT_FOUND', `${JSON.stringify(name)} is no name of a secret`, { hint: 'Write projects/<project>/secrets/<secret>[/versions/<version>].' });
      const url = `${endpoint}/v1/${name}${found.groups?.['version'] === undefined ? '/versions/latest' : ''}:access`;
      const { payload } = await request<{ payload?: { data?: string } }>({ method: 'GET', url, doing: `read ${name}` });
      return Buffer.from(payload?.data ?? '', 'base64').toString('utf8');
    },
  };
}
