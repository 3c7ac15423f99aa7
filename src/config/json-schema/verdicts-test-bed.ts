import type { SchemaName } from './json-schema';

/** The examples of the service's first description. */
export const SEED_TASK = String.raw`{
  "DeferTaskURL": "gs://${'$'}{config.Bucket}/tasks/",
  "Async": true,
  "JobID": "~/\\d+/",
  "OnSuccess": [
    {
      "Action": "delete",
      "Request": {
        "SourceURL": "gs://${'$'}{config.Bucket}/data/dataset/table.json"
      }
    }
  ],
  "OnFailure": [
    {
      "Action": "move",
      "Request": {
        "SourceURL": "gs://${'$'}{config.Bucket}/data/dataset/table.json",
        "DestURL": "gs://${'$'}{config.Bucket}/errors"
      }
    }
  ]
}`;

export const SEED_CONFIGURATION = String.raw`{
  "DeferTaskURL": "gs://${'$'}{config.Bucket}/tasks/",
  "Routes": [
    {
      "When": {
        "Dest": ".+:mydataset\\.my_table_v2",
        "Type": "QUERY"
      },
      "OnSuccess": [
        {
          "Action": "export",
          "Request": {
            "DestURL": "gs://${'$'}{config.Bucket}/export/my_table.json.gz"
          }
        }
      ]
    },
    {
      "When": {
        "Dest": ".+:mydataset\\.my_table_v3",
        "Type": "LOAD"
      },
      "OnSuccess": [
        {
          "Action": "copy",
          "Request": {
            "Dest": "mydataset.my_table_v4"
          }
        }
      ]
    }
  ]
}`;

/** A document and whether it is one; schema and loader say the same of each. */
interface Verdict {
  readonly document: unknown;
  readonly valid: boolean;
}

const URL = 'gs://ops/tasks/';
const accepted = (document: unknown): Verdict => ({ document, valid: true });
const refused = (document: unknown): Verdict => ({ document, valid: false });
const config = (fields: object): object => ({ DeferTaskURL: URL, ...fields });
const route = (fields: object): object => config({ Routes: [{ When: { Dest: 'x' }, ...fields }] });
const when = (fields: object): object => config({ Routes: [{ When: fields }] });
const action = (fields: object): object => ({ OnSuccess: [fields] });
const request = (Action: string, Request: unknown): object => action({ Action, Request });

/** What is said of actions holds in a task and in a route. */
const ACTIONS: readonly Verdict[] = [
  accepted(action({ Action: 'delete' })),
  accepted(action({ Action: 'DELETE', Request: { URLs: ['gs://landing/a', '$SourceURI'] } })),
  accepted(action({ Action: '${config.Action}', Info: [1], Meta: null })),
  accepted(action({ Action: 'delete', When: { Exists: '`shop.sales.orders`' }, Async: true, OnFailure: [{ Action: 'drop', Request: { Table: 'shop:sales.orders' } }] })),
  accepted(request('delete', { OnSuccess: [{ Action: 'delete' }], Async: false })),
  accepted(request('query', { SQL: 'SELECT 1', Dest: '$Dest' })),
  accepted(request('query', { SQLURL: 'gs://${config.Bucket}/q.sql' })),
  accepted(request('export', { DestURL: 'gs://landing/x.csv', Format: 'csv', Compression: 'GZIP' })),
  accepted(request('copy', { Dest: 'sales.orders$20240301', Append: true })),
  accepted(request('load', { sourceUris: '$LoadURIs', destinationTable: { datasetId: 'd', tableId: 't' }, autodetect: true, schema: { fields: [] } })),
  accepted(request('load', { sourceUris: ['gs://landing/a'], Dest: 'd.t', writeDisposition: 'write_append' })),
  accepted(request('insert', { Data: [{ a: 1 }], Dest: 'd.t' })),
  accepted(request('group', { GroupURL: 'gs://landing/g', MaxDurationInSec: 60 })),
  accepted(request('notify', { Channels: '#a', Title: 'x', Secret: { URL: 'projects/p/secrets/s' }, Body: { a: 1 } })),
  accepted(request('call', { URL: '$Data.url', Body: [1], Auth: 'https://x', Headers: { a: 'b' } })),
  accepted(request('call', { URL: 'HTTPS://api.example.com/x', Auth: true, Scopes: ['s'] })),
  accepted(request('push', { Topic: 'projects/p/topics/loaded', Data: null })),
  accepted(action({ action: 'move', request: { destUrl: 'gs://landing/x' } })),
  accepted(request('move', { destUrl: 'gs://landing/x', sourceurl: 'gs://landing/a' })),
  accepted(request('query', { sql: 'SELECT 1', dest: 'd.t' })),
  accepted(request('insert', { data: [{ a: 1 }], Dest: 'd.t' })),
  accepted(action({ Action: 'drop', REQUEST: { table: 'd.t' } })),
  refused(action({ Action: 'delte' })),
  refused(action({ Action: 5 })),
  refused(action({ Request: {} })),
  refused({ OnSuccess: ['delete'] }),
  refused({ OnSuccess: { Action: 'delete' } }),
  refused(action({ Action: 'delete', Requst: {} })),
  refused(action({ Action: 'delete', Request: [] })),
  refused(action({ Action: 'delete', Async: '$Async' })),
  refused(action({ Action: 'delete', When: {} })),
  refused(action({ Action: 'delete', When: { Exists: 'orders' } })),
  refused(action({ Action: 'delete', OnSuccess: [], Request: { OnSuccess: [] } })),
  refused(action({ Action: 'delete', OnSuccess: [{ Action: 'drop' }] })),
  refused(action({ Action: 'delete', Request: { OnFailure: [{ Action: 'drp' }] } })),
  refused(action({ Action: 'DROP', Request: { Tabel: 'd.t' } })),
  refused(request('delete', { SourceUrls: 'gs://landing/a' })),
  refused(request('delete', { URLs: 's3://landing/a' })),
  refused(request('move', { SourceURL: 'gs://landing/a' })),
  refused(request('move', { DestURL: 'gs://landing/a', IsDestAbsoluteURL: 'true' })),
  refused(request('export', { DestURL: 'gs://landing/x', Format: 'XML' })),
  refused(request('copy', { Dest: 'orders' })),
  refused(request('query', {})),
  refused(request('query', { SQL: 'SELECT 1', SQLURL: 'gs://landing/q.sql' })),
  refused(request('load', { sourceUris: 'gs://landing/a' })),
  refused(request('load', { sourceUris: 5, Dest: 'd.t' })),
  refused(request('load', { sourceUris: 'gs://landing/a', Dest: 'd.t', autoDetekt: true })),
  refused(request('group', { GroupURL: 'gs://landing/g', MaxDurationInSec: '${config.Bucket}' })),
  refused(request('group', { GroupURL: 'gs://landing/g', MaxDurationInSec: 0.5 })),
  refused(request('notify', { Channels: [5], Title: 'x' })),
  refused(request('notify', { Channels: '#a', Title: 'x', Secret: 'slack' })),
  refused(request('call', { URL: 'ftp://x' })),
  refused(request('call', { URL: 'https://x', Body: 'a', BodyURL: 'gs://landing/b' })),
  refused(request('call', { URL: 'https://x', Headers: { a: 1 } })),
  refused(request('push', { Topic: 'x', Data: 'a' })),
  refused(request('push', { Topic: 'loaded', Data: 'a', Message: 'b' })),
];

export const VERDICTS: Readonly<Record<SchemaName, readonly Verdict[]>> = {
  configuration: [
    accepted(config({})),
    accepted({ deferTaskUrl: URL, routes: [{ when: { dest: 'x', TYPE: 'load' }, onsuccess: [] }] }),
    accepted({ DeferTaskURL: URL, Routes: [{ When: { dest: 'x' }, onSuccess: [{ Action: 'delete' }] }] }),
    accepted(config({ $schema: './schema.json' })),
    accepted(config({ Team: 'shop', JournalURL: 'gs://${config.Team}-x/j' })),
    accepted(config({ Mode: '${config.Mode}' })),
    accepted(config({ Mode: 'Shadow', LeaseSeconds: 3, MaxConcurrentJobs: 1, DeadlineSeconds: 60 })),
    accepted(config({ AllowedHosts: ['*.example.com', '${config.Host}:8080'], Slack: { Secret: 'gs://ops/slack' } })),
    accepted(config({ Auth: { Mode: 'oidc', Audience: 'https://x', ServiceAccounts: ['${config.Account}'] } })),
    accepted(config({ Auth: { Audience: ['a', 'b'] } })),
    accepted(when({ Type: 'load', Source: '(?i)^gs://' })),
    accepted(when({ Type: '' })),
    accepted(when({})),
    accepted(route({ Name: 'r', Async: true, Info: 1, OnFailure: [] })),
    refused({}),
    refused([]),
    refused({ DeferTaskURL: 's3://bkt' }),
    refused(config({ Rutes: [] })),
    refused(config({ $schema: 5 })),
    refused(config({ Routes: {} })),
    refused(config({ Routes: ['x'] })),
    refused(config({ Routes: [{}] })),
    refused(when({ Type: 'LOADS' })),
    refused(when({ Type: ['LOAD'] })),
    refused(when({ Dset: 'x' })),
    refused(route({ Wen: {} })),
    refused(route({ $schema: 'x' })),
    refused(config({ Mode: 'dry' })),
    refused(config({ LeaseSeconds: 2 })),
    refused(config({ LeaseSeconds: '60' })),
    refused(config({ MaxConcurrentJobs: 1.5 })),
    refused(config({ Auth: { Mode: 'oidc' } })),
    refused(config({ Auth: { Mode: 'saml' } })),
    refused(config({ Auth: { ServiceAccounts: ['nobody'] } })),
    refused(config({ AllowedHosts: ['https://x'] })),
    refused(config({ Slack: { Tokn: 'x' } })),
    ...ACTIONS.map(({ document, valid }) => ({ document: route(document as object), valid })),
  ],
  task: [
    accepted({}),
    accepted({ $schema: 'x', JobID: '~/load-\\d+/', ClaimedBy: { User: 'a@b.c' }, ProjectID: 'p', Location: 'EU', DeferTaskURL: '$X' }),
    accepted({ Action: 'reload', Request: 5, Job: {}, Info: {}, Meta: [], OnSuccess: [] }),
    refused([]),
    refused({ $schema: {} }),
    refused({ OnSucess: [] }),
    refused({ JobID: 5 }),
    refused({ Async: 'yes' }),
    refused({ ClaimedBy: { Usr: 'x' } }),
    refused({ Chain: {} }),
    refused({ Team: 'shop' }),
    ...ACTIONS,
  ],
};
