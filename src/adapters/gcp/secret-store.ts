import { crc32c } from '@aws-crypto/crc32c';
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
      const doing = `read ${name}`;
      const { payload } = await request<{ payload?: Payload }>({ method: 'GET', url, doing });
      if (!payload) throw new DispatchError('UNAVAILABLE', `${doing}: the answer has no payload`);
      const { data = '', dataCrc32c } = payload;
      const bytes = Buffer.from(data, 'base64');
      if (dataCrc32c !== undefined && Number(dataCrc32c) !== crc32c(bytes)) throw new DispatchError('UNAVAILABLE', `${doing}: what arrived is not what was sent, by its checksum`);
      return bytes.toString('utf8');
    },
  };
}

/** https://cloud.google.com/secret-manager/docs/reference/rest/v1/SecretPayload */
interface Payload {
  /** In Base64; missing where it is empty. */
  readonly data?: string;
  /** An int64 in digits. */
  readonly dataCrc32c?: string;
}
