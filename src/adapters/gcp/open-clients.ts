import type { BigQuery } from '@google-cloud/bigquery';
import type { Storage } from '@google-cloud/storage';

/** Google's clients, as the adapters want them: they try nothing twice, since retries have one place (R25). */
export interface GoogleClients {
  readonly bigquery: BigQuery;
  readonly storage: Storage;
}

export interface GoogleClientOptions {
  /** The project of buckets that are made or listed; without it, that of the credentials. */
  readonly projectId?: string;
  /** Where emulators are asked instead of Google, without credentials. */
  readonly emulators?: { readonly bigquery?: string; readonly storage?: string };
}

/** Given, so that nobody looks for one; every call names its own. */
const NO_PROJECT = 'none';

/** Loads the clients' packages on its first call. */
export async function openGoogleClients({ projectId, emulators = {} }: GoogleClientOptions): Promise<GoogleClients> {
  const [{ BigQuery }, { Storage }, { PassThroughClient }] = await Promise.all([import('@google-cloud/bigquery'), import('@google-cloud/storage'), import('google-auth-library')]);
  const { bigquery, storage } = emulators;
  return {
    bigquery: new BigQuery({ projectId: projectId ?? NO_PROJECT, apiEndpoint: bigquery, autoRetry: false, ...(bigquery !== undefined && { authClient: new PassThroughClient() }) }),
    // The client of Cloud Storage looks for no credentials where it is given an endpoint.
    storage: new Storage({ projectId, apiEndpoint: storage, retryOptions: { autoRetry: false } }),
  };
}
