import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { When } from '../../core/filter';
import type { JobResource } from '../../core/job-resource';
import { openRedaction } from './open-redaction';

interface Given {
  readonly users?: readonly string[];
  readonly names?: readonly string[];
  readonly filters?: readonly When[];
  readonly key?: string;
}

function redaction({ users = [], names = [], filters = [], key = 'key' }: Given = {}): (job: JobResource) => JobResource {
  const redact = openRedaction({ users: new Set(users), names, filters, key });
  return (one) => redact(one).job;
}

const job = (more: Partial<JobResource> = {}): JobResource => ({
  jobReference: { projectId: 'shop', jobId: 'j_1', location: 'US' },
  user_email: 'jane.doe@corp.example',
  configuration: {
    jobType: 'QUERY',
    labels: { owner: 'jane-doe', Team: 'SECRET' },
    query: { query: "SELECT 'secret' FROM `shop.raw.orders`", destinationTable: { projectId: 'shop', datasetId: 'raw', tableId: 'orders' }, writeDisposition: 'WRITE_TRUNCATE' },
  },
  statistics: { creationTime: '1709280000000', endTime: '1709280001000' },
  status: { state: 'DONE' },
  ...more,
});

const text = (value: unknown): string => JSON.stringify(value);

test('what others must not know is gone, and what rules match on stays', () => {
  const found = redaction({ users: ['jane.doe@corp.example'] })(job({ status: { state: 'DONE', errorResult: { reason: 'invalidQuery', message: 'Bad int64 value: secret of jane' } } }));
  assert.doesNotMatch(text(found), /secret|jane|doe|corp/i);
  assert.deepEqual(found.configuration.query?.destinationTable, { projectId: 'shop', datasetId: 'raw', tableId: 'orders' });
  assert.match(found.configuration.query.query ?? '', /^SELECT 'x[0-9a-f]{11}' FROM `shop\.raw\.orders`$/);
  assert.deepEqual([found.jobReference, found.statistics, found.status?.state, found.status?.errorResult?.reason], [job().jobReference, job().statistics, 'DONE', 'invalidQuery']);
  assert.deepEqual(Object.keys(found.configuration.labels ?? {}), ['owner', 'Team']);
  assert.equal(found.configuration.query.writeDisposition, 'WRITE_TRUNCATE');
});

test('values of parameters go, whatever they look like, and their names and types stay', () => {
  const queryParameters = [
    { name: 'p', parameterType: { type: 'STRING' }, parameterValue: { value: 'SECRET' } },
    { name: 'q', parameterType: { type: 'ARRAY', arrayType: { type: 'INT64' } }, parameterValue: { arrayValues: [{ value: '12345' }, { value: null }] } },
    { name: 'r', parameterType: { type: 'STRUCT' }, parameterValue: { structValues: { secretField: { value: 'x' } } } },
  ];
  const found = redaction()(job({ configuration: { query: { query: 'SELECT @p', queryParameters } } })).configuration.query?.queryParameters;
  assert.doesNotMatch(text(found), /SECRET|12345/);
  assert.deepEqual(found?.map(({ name, parameterType }) => [name, parameterType?.type]), [['p', 'STRING'], ['q', 'ARRAY'], ['r', 'STRUCT']]);
});

test('one text has one replacement, in this recording and in others of its key', () => {
  const literal = (given: Given, sql: string): string => redaction(given)(job({ configuration: { query: { query: sql } } })).configuration.query?.query ?? '';
  const [, one, other] = /'(x\w+)', '(x\w+)'/.exec(literal({}, "SELECT 'a', 'a'")) ?? [];
  assert.equal(one, other);
  assert.equal(literal({}, "SELECT 'a'"), `SELECT '${one}'`);
  assert.notEqual(literal({}, "SELECT 'b'"), `SELECT '${one}'`);
  assert.notEqual(literal({ key: 'other' }, "SELECT 'a'"), `SELECT '${one}'`);
  assert.notEqual(redaction({ key: '' })(job()).user_email, redaction({ key: '' })(job()).user_email);
});

const load = (uri: string, datasetId: string): JobResource => job({ user_email: 'etl@shop.iam.gserviceaccount.com', configuration: { load: { sourceUris: [uri], destinationTable: { projectId: 'shop', datasetId, tableId: 't' } } } });

test('a name of a person goes wherever it stands as a word, in jobs of others too', () => {
  const redact = redaction({ users: ['Alice@corp.example', 'etl@shop.iam.gserviceaccount.com', 'orders@corp.example'] });
  const { sourceUris, destinationTable } = redact(load('gs://b/alice/Alice_1/malice/orders/alice@corp.example.csv', 'alice_sandbox')).configuration.load ?? {};
  const [alice] = (destinationTable?.datasetId ?? '').split('_');
  assert.match(alice ?? '', /^x[0-9a-f]{11}$/);
  assert.match(sourceUris?.[0] ?? '', new RegExp(`^gs://b/${alice}/${alice}_1/malice/orders/x[0-9a-f]{11}@example\\.com$`));
});

test('what the rules say stays, so that they match as before', () => {
  const filters = [{ Dest: '^shop:alice_sandbox\\.', Source: 'country = .DE.' }];
  const redact = redaction({ users: ['alice.smith@corp.example'], filters });
  const { query } = redact(job({ configuration: { query: { query: "SELECT 'FR' WHERE country = 'DE'", destinationTable: { projectId: 'shop', datasetId: 'alice_sandbox', tableId: 'smith' } } } })).configuration;
  assert.match(query?.query ?? '', /^SELECT 'x[0-9a-f]{11}' WHERE country = 'DE'$/);
  assert.equal(query?.destinationTable?.datasetId, 'alice_sandbox');
  assert.match(query.destinationTable.tableId, /^x[0-9a-f]{11}$/);
});

test('a name that is given goes everywhere, whatever it holds', () => {
  const found = redaction({ names: ['Shop', 'a.b*('], filters: [{ Dest: 'shop' }] })(load('gs://MyShop/a.b*(/axb', 'raw'));
  assert.doesNotMatch(text(found).replaceAll('gserviceaccount', ''), /shop|a\.b\*\(/i);
  assert.match(text(found), /axb/);
});

test('service accounts and people stay apart', () => {
  assert.match(redaction()(load('gs://b/o', 'd')).user_email ?? '', /^x[0-9a-f]{11}@example\.iam\.gserviceaccount\.com$/);
  assert.match(redaction()(job()).user_email ?? '', /^x[0-9a-f]{11}@example\.com$/);
});

test('names of fields are data: none of them means anything to JavaScript', () => {
  const labels = JSON.parse('{"__proto__":"secret","constructor":"secret"}') as Record<string, string>;
  const found = redaction()(job({ configuration: { labels, query: { query: 'SELECT a' } } }));
  assert.doesNotMatch(text(found), /secret/);
  assert.deepEqual(Object.keys(found.configuration.labels ?? {}), ['__proto__', 'constructor']);
});

test('what people write goes, also where it looks like a constant or a number', () => {
  const schema = { fields: [{ name: 'a', type: 'STRING', description: 'SECRET', defaultValueExpression: '123456789' }] };
  const configuration = { load: { schema, nullMarker: 'SECRET', fieldDelimiter: '|' } };
  const found = redaction()(job({ configuration, status: { state: 'DONE', errors: [{ reason: 'invalid', message: 'SECRET' }, { reason: 'invalid', message: '123456789' }] } }));
  assert.doesNotMatch(text(found), /SECRET|123456789/);
  assert.deepEqual([found.configuration.load?.fieldDelimiter, found.configuration.load?.schema?.fields[0]?.type], ['|', 'STRING']);
  const query = { query: 'SELECT 1', connectionProperties: [{ key: 'session_id', value: 'SECRET' }] };
  assert.doesNotMatch(text(redaction()(job({ configuration: { query } }))), /SECRET/);
});

test('words of the API are no names of people', () => {
  const users = ['asia.done@corp.example', 'status.load@corp.example', 'west.configuration@corp.example', 'query.string@corp.example'];
  const jobReference = { projectId: 'shop', jobId: 'asia_1', location: 'asia-northeast1' };
  const given = job({ jobReference, configuration: { jobType: 'LOAD', load: { schema: { fields: [{ name: 'asia', type: 'string' }] } } } });
  const found = redaction({ users })(given);
  assert.deepEqual([found.jobReference.location, found.status, Object.keys(found), found.configuration.load?.schema?.fields[0]?.type], ['asia-northeast1', given.status, Object.keys(given), 'string']);
  assert.doesNotMatch(text([found.jobReference.jobId, found.configuration.load?.schema?.fields[0]?.name]), /asia/);
});

test('times stay, whatever name is given', () => {
  const found = redaction({ names: ['28', 'jobReference', 'done'] })(job());
  assert.deepEqual([found.statistics, found.status, found.jobReference], [job().statistics, job().status, job().jobReference]);
});

test('names of labels, and of fields of parameters, say no names of people', () => {
  const queryParameters = [{ name: 'alice', parameterValue: { structValues: { alice: { value: 'x' } } } }];
  const found = redaction({ users: ['alice@corp.example'], names: ['shop'] })(job({ configuration: { labels: { alice: 'a', 'shop-id': 'b' }, query: { query: 'SELECT 1', queryParameters } } }));
  assert.doesNotMatch(text(found.configuration), /alice|shop/);
  const [label] = Object.keys(found.configuration.labels ?? {});
  assert.deepEqual([label, label], [found.configuration.query?.queryParameters?.[0]?.name, Object.keys(found.configuration.query?.queryParameters?.[0]?.parameterValue?.structValues ?? {})[0]]);
});

test('addresses that are encoded in a URI go as the same', () => {
  const [plain, encoded] = ['bob@corp.example', 'bob%40corp.example'].map((address) => redaction()(load(`gs://b/${address}/o`, 'd')).configuration.load?.sourceUris?.[0]);
  assert.match(plain ?? '', /^gs:\/\/b\/x[0-9a-f]{11}@example\.com\/o$/);
  assert.equal(encoded, plain?.replace('@', '%40'));
});

test('names of people go where they are written as one word', () => {
  const redact = redaction({ users: ['jane.doe@corp.example', 'bo.li@corp.example'] });
  for (const dataset of ['janedoe', 'jdoe_sandbox', 'dev_doejane', 'BoLi']) assert.doesNotMatch(redact(load('gs://b/o', dataset)).configuration.load?.destinationTable?.datasetId ?? '', /jane|doe|boli/i);
});

test('a part of a literal that a route looks for stays, and no more', () => {
  const filters = [{ Source: "(?:EXPORT|SAVE) .*uri='gs://b/exports/|a|(?i:secret)" }];
  const { query } = redaction({ filters })(job({ configuration: { query: { query: "EXPORT DATA OPTIONS(uri='gs://b/exports/2024/*', header='secretly')" } } })).configuration;
  assert.match(query?.query ?? '', /^EXPORT DATA OPTIONS\(uri='gs:\/\/b\/exports\/x[0-9a-f]{11}', header='x[0-9a-f]{11}'\)$/);
});
