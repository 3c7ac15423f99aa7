import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bed } from './cli-test-bed';
import { configOf, DELETE, findings, route } from './validate-test-bed';

/** The two documents of the service's own introduction. */
const TASK = '{"DeferTaskURL":"gs://${config.Bucket}/tasks/","Async":true,"JobID":"~/\\\\d+/","OnSuccess":[{"Action":"delete","Request":{"SourceURL":"gs://${config.Bucket}/data/dataset/table.json"}}],"OnFailure":[{"Action":"move","Request":{"SourceURL":"gs://${config.Bucket}/data/dataset/table.json","DestURL":"gs://${config.Bucket}/errors"}}]}';
const ROUTES =
  '{"DeferTaskURL":"gs://${config.Bucket}/tasks/","Routes":[{"When":{"Dest":".+:mydataset\\\\.my_table_v2","Type":"QUERY"},"OnSuccess":[{"Action":"export","Request":{"DestURL":"gs://${config.Bucket}/export/my_table.json.gz"}}]},{"When":{"Dest":".+:mydataset\\\\.my_table_v3","Type":"LOAD"},"OnSuccess":[{"Action":"copy","Request":{"Dest":"mydataset.my_table_v4"}}]}]}';

test('validate has neither errors nor warnings for the two examples', async () => {
  const { run, printed } = await bed([], { task: TASK, routes: ROUTES });
  assert.equal(await run('validate task routes --set Bucket=demo --json'), 0);
  const { Findings } = JSON.parse(printed()) as { Findings: { Code: string; Level: string }[] };
  assert.deepEqual(Findings.filter(({ Level }) => Level !== 'info'), []);
  assert.deepEqual([...new Set(Findings.map(({ Code }) => Code))].sort(), ['NO_ON_FAILURE', 'UNANCHORED']);
});

const LINTED: readonly [title: string, routes: readonly object[], codes: readonly string[]][] = [
  ['nothing', [{ When: { Dest: ':sales\\.orders$' }, ...DELETE }], []],
  ['an empty When', [{ When: {}, ...DELETE }], ['EMPTY_WHEN Routes[0].When']],
  ['the same pattern again', [{ When: { Dest: '\\.orders$' }, ...DELETE }, { When: { Dest: '\\.orders$', Type: 'LOAD' }, ...DELETE }], ['ROUTE_SHADOWED Routes[1].When']],
  ['a plain text that a later pattern contains', [{ When: { Dest: 'sales' }, ...DELETE }, { When: { Dest: ':sales\\.orders$' }, ...DELETE }], ['UNANCHORED Routes[0].When.Dest', 'ROUTE_SHADOWED Routes[1].When']],
  ['a type alone before', [{ When: { Type: 'load' }, ...DELETE }, { When: { Type: 'LOAD', Dest: '\\.orders$' }, ...DELETE }], ['ROUTE_SHADOWED Routes[1].When']],
  ['another type before', [{ When: { Type: 'COPY' }, ...DELETE }, { When: { Type: 'LOAD', Dest: '\\.orders$' }, ...DELETE }], []],
  ['a case-sensitive text before', [{ When: { Dest: '\\.SALES$' }, ...DELETE }, { When: { Dest: '\\.sales$' }, ...DELETE }], []],
  ['a pattern that takes everything', [{ When: { Dest: '.*' }, ...DELETE }], ['MATCHES_EVERYTHING Routes[0].When.Dest']],
  ['a large pattern', [{ When: { Source: '(?:[a-c]x){900}' }, ...DELETE }], ['SLOW_PATTERN Routes[0].When.Source']],
  ['a loop', [{ When: { Dest: ':sales\\..*$' }, OnSuccess: [{ Action: 'copy', Request: { Dest: 'sales.again' } }], OnFailure: DELETE.OnFailure }], ['ROUTE_LOOP Routes[0].OnSuccess[0]']],
  ['no loop by type', [{ When: { Dest: ':sales\\..*$', Type: 'LOAD' }, OnSuccess: [{ Action: 'copy', Request: { Dest: 'sales.again' } }], OnFailure: DELETE.OnFailure }], []],
  ['a source that is never a table', [{ When: { Source: 'gs://', Type: 'LOAD' }, OnSuccess: [{ Action: 'export', Request: { DestURL: 'gs://bkt/o.json' } }], OnFailure: DELETE.OnFailure }], ['SOURCE_NEVER_A_TABLE Routes[0].OnSuccess[0]']],
  ['a variable that there is not', [{ When: { Dest: ':a\\.b$' }, OnSuccess: [{ Action: 'move', Request: { DestURL: 'gs://bkt/$Dat/' } }], OnFailure: [{ Action: 'notify', Request: { Channels: ['#c'], Title: '$Eror' } }] }], ['UNKNOWN_VARIABLE Routes[0].OnSuccess[0].Request', 'UNKNOWN_VARIABLE Routes[0].OnFailure[0].Request']],
  ['a variable in a follow-up', [{ When: { Dest: ':a\\.b$' }, OnSuccess: [{ Action: 'copy', Request: { Dest: 'x.y' }, OnSuccess: [{ Action: 'drop', Request: { Table: '$Tabel' } }] }], OnFailure: DELETE.OnFailure }], ['UNKNOWN_VARIABLE Routes[0].OnSuccess[0].OnSuccess[0].Request']],
  ['a variable that would become SQL', [{ When: { Dest: ':a\\.b$' }, OnSuccess: [{ Action: 'query', Request: { SQL: 'SELECT $JobID', Dest: 'x.y' } }], OnFailure: DELETE.OnFailure }], ['VARIABLE_REFUSED Routes[0].OnSuccess[0].Request']],
  ['nothing in variables that are there', [{ When: { Dest: ':a\\.b$' }, OnSuccess: [{ Action: 'query', Request: { SQL: "SELECT '$JobID', '$LoadURIs', @Error FROM $Dest", Dest: 'x.y_${Hour}' } }, { Action: 'copy', Request: { Dest: 'x.y$DollarSign$PartitionID', MultiPartition: true } }], OnFailure: DELETE.OnFailure }], []],
  ['nothing in variables behind an answer', [{ When: { Dest: ':a\\.b$' }, OnSuccess: [{ Action: 'call', Request: { URL: 'https://example.com/$JobID' } }, { Action: 'push', Request: { Topic: 'topic', Message: '$Data.id $StatusCode' } }], OnFailure: DELETE.OnFailure }], []],
];

for (const [title, routes, codes] of LINTED) {
  test(`validate finds ${title}`, async () => {
    const { run, printed } = await bed([], { config: configOf(routes) });
    const code = await run('validate config --json');
    const { Findings } = JSON.parse(printed()) as { Findings: { Code: string; Path: string; Line: number; Hint: string; Level: string }[] };
    assert.deepEqual(Findings.map(({ Code, Path }) => `${Code} ${Path}`), codes);
    assert.equal(code, Findings.some(({ Level }) => Level !== 'info') ? 1 : 0);
    assert.ok(Findings.every(({ Line, Hint }) => Line >= 1 && Hint !== ''));
  });
}

test('validate tells faults with their places', async () => {
  const { run, printed } = await bed([], { config: '{ "DeferTaskURL": "gs://ops/tasks/",\n  "Routs": [] }' });
  assert.equal(await run('validate config'), 1);
  assert.match(printed(), /^config:2:3 error UNKNOWN_FIELD Routs: .*Did you mean "Routes"\?/);
});

async function codesOf(routes: readonly object[], wanted: string, more: object = {}): Promise<string[]> {
  const config = JSON.stringify({ DeferTaskURL: 'gs://ops/tasks/', ProjectID: 'shop', Routes: routes, ...more });
  const { told } = await findings({ config }, 'config');
  return told.filter(({ Code }) => Code === wanted).map(({ Path }) => Path);
}

const SHADOWED: readonly [title: string, routes: readonly object[], places: readonly number[]][] = [
  ['two that take all of a third together', [route(':raw\\.orders$'), route(':raw\\.items$'), route(':raw\\.(orders|items)$')], [2]],
  ['two of which one lacks a part', [route(':raw\\.orders$'), route(':raw\\.items$'), route(':raw\\.(orders|items|more)$')], []],
  ['the same of each type', [...['LOAD', 'query', 'EXTRACT', 'Copy'].map((Type) => ({ When: { Type } })), route(':raw\\.orders$')], [4]],
  ['the same of all types but one', [...['LOAD', 'QUERY', 'COPY'].map((Type) => ({ When: { Type } })), route(':raw\\.orders$')], []],
  ['a type in other letters', [route('\\.orders$', { Type: 'Load' }), route('^shop:raw\\.orders$', { Type: 'lOAD' })], [1]],
  ['any project, which every table has', [route('.+:raw\\.orders$', { Type: 'LOAD' }), route(':raw\\.orders$', { Type: 'LOAD' })], [1]],
  ['any text before loads, which all have a table', [route('.'), { When: { Type: 'LOAD' } }], [1]],
  ['letters of both cases', [route('(?i):RAW\\.orders$'), route(':raw\\.Orders$')], [1]],
  ['a word', [route('\\borders\\b'), route('\\.orders$')], [1]],
  ['a word that goes on', [route('\\borders\\b'), route('\\.orders')], []],
  ['letters that are no ASCII', [route('(?i)\\.straße'), route('\\.STRAßE_\\d$')], [1]],
  ['a repetition within another', [route(':t_\\d{2,600}$'), route(':t_\\d{3,500}$')], [1]],
  ['one route that takes all behind one that takes some', [route(':raw\\.a'), route(':raw\\.'), route(':raw\\.[ab]$')], [2]],
  ['one that takes all behind one with a source', [{ When: { Dest: ':raw\\.', Source: 'x' } }, route(':raw\\.'), { When: { Dest: ':raw\\.a$', Source: '.*' } }], [2]],
  ['a source alone before both', [{ When: { Source: '^gs://in/' } }, { When: { Source: '^gs://in/orders/', Dest: ':raw\\.orders$' } }], [1]],
  ['an empty one', [{ When: {} }, route(':raw\\.orders$')], []],
];

for (const [title, routes, places] of SHADOWED) {
  test(`validate finds what is shadowed: ${title}`, async () => assert.deepEqual(await codesOf(routes, 'ROUTE_SHADOWED'), places.map((place) => `Routes[${place}].When`)));
}

test('validate names the routes that shadow another one together', async () => {
  const config = configOf([{ Name: 'o', ...route(':raw\\.orders$') }, route(':raw\\.items$'), route(':raw\\.(orders|items)$')]);
  const { told } = await findings({ config }, 'config');
  assert.deepEqual(told.map(({ Message }) => Message), ['routes 0 (o) and 1 come first and together take every job that this one would']);
});

const UNANCHORED: readonly [pattern: string, also: RegExp | undefined][] = [
  ['mydataset\\.orders', /other_mydataset\.orders, any-project:mydataset\.orders_old/],
  ['mydataset\\.orders$', /takes any-project:mydataset\.orders, and any-project:other_mydataset\.orders as well/],
  ['shop:raw\\.orders$', /other-shop:raw\.orders/],
  ['^shop:raw', /shop:raw_old\./],
  ['^shop:raw.*$', /shop:raw_old\./],
  ['raw.orders$', /any-project:raw\.orders/],
  ['shop.*orders$', /shop\.orders/],
  ['orders', /any-project:orders\.any_table/],
  ['\\borders\\b', /orders:any_dataset/],
  ['(?i)raw\\.orders$', /other_RAW\.ORDERS/],
  ['.+:mydataset\\.my_table_v2', /my_table_v2_old/],
  ['.+:mydataset\\.my_table_v2$', undefined],
  [':raw\\.orders$', undefined],
  ['(^|:)raw\\.orders$', undefined],
  ['^shop:raw\\.orders$', undefined],
  ['^shop:raw.orders$', undefined],
  ['^shop:.*\\.orders$', undefined],
  ['^shop:.*', undefined],
  ['^shop:raw\\.', undefined],
  ['^shop:raw\\.o.*_v2$', undefined],
  ['^[^:]+:raw\\.orders_\\d{8}$', undefined],
  ['^example\\.com:shop:raw\\.(orders|items)$', undefined],
];

for (const [pattern, also] of UNANCHORED) {
  test(`${pattern} is ${also ? '' : 'not '}told to be unanchored, by tables that it takes`, async () => {
    const { code, told } = await findings({ config: configOf([{ When: { Dest: pattern } }]) }, 'config');
    assert.deepEqual(told.map(({ Code, Level }) => `${Code} ${Level}`), also ? ['UNANCHORED info'] : []);
    if (also) assert.match(told[0]?.Message ?? '', also);
    assert.equal(code, 0);
  });
}

test('sources that are tables are looked at too, URIs are not', async () => {
  const told = await Promise.all([{ Type: 'COPY', Source: 'orders$' }, { Type: 'LOAD', Source: 'orders$' }, { Type: 'EXTRACT', Dest: 'gs://out/orders' }].map((When) => codesOf([{ When }], 'UNANCHORED')));
  assert.deepEqual(told, [['Routes[0].When.Source'], [], []]);
});

for (const pattern of ['.', '.+', '(?s).*', '^', 'a*', ':', '.+:.+', '^.+:.+\\..+$', '\\.']) {
  test(`${pattern} matches everything`, async () => assert.deepEqual(await codesOf([route(pattern)], 'MATCHES_EVERYTHING'), ['Routes[0].When.Dest']));
}

const copy = (Dest: string, more: object = {}): object => ({ Action: 'copy', Request: { Dest, Source: 'raw.o' }, ...more });
const query = (SQL: string, more: object = {}): object => ({ Action: 'query', Request: { SQL, ...more } });
const LOOPS: readonly [title: string, routes: readonly object[], paths: readonly string[]][] = [
  ['over two routes', [{ ...route(':raw\\.a$'), OnSuccess: [copy('raw.b')] }, { ...route(':raw\\.b$'), OnSuccess: [copy('raw.a')] }], ['Routes[0].OnSuccess[0]', 'Routes[1].OnSuccess[0]']],
  ['over three, which one before them does not begin', [{ ...route(':x\\.x$'), OnSuccess: [copy('raw.a')] }, { ...route(':raw\\.a$'), OnSuccess: [copy('raw.b')] }, { ...route(':raw\\.b$'), OnSuccess: [query('SELECT 1', { Dest: 'raw.c' })] }, { ...route(':raw\\.c$'), OnSuccess: [copy('raw.a')] }], [1, 2, 3].map((place) => `Routes[${place}].OnSuccess[0]`)],
  ['a chain that ends', [{ ...route(':raw\\.a$'), OnSuccess: [copy('raw.b')] }, { ...route(':raw\\.b$'), OnSuccess: [copy('raw.c')] }], []],
  ['a route that an earlier one saves', [{ ...route(':raw\\.b$') }, { ...route(':raw\\.[ab]$'), OnSuccess: [copy('raw.b')] }], []],
  ['another table', [{ ...route(':raw\\.orders$'), OnSuccess: [copy('raw.orders_copy')] }], []],
  ['another table of the same pattern', [{ ...route(':raw\\.orders'), OnSuccess: [copy('raw.orders_copy')] }], ['Routes[0].OnSuccess[0]']],
  ['another type', [{ ...route(':raw\\.orders', { Type: 'LOAD' }), OnSuccess: [copy('raw.orders_copy')] }], []],
  ['another project', [{ ...route('^shop:raw\\.'), OnSuccess: [copy('other:raw.orders')] }], []],
  ['the project that is the default', [{ ...route('^shop:raw\\.'), OnSuccess: [copy('raw.orders')] }], ['Routes[0].OnSuccess[0]']],
  ['a query with a destination', [{ ...route(':raw\\.', { Type: 'query' }), OnSuccess: [query('SELECT 1', { Dest: 'raw.x' })] }], ['Routes[0].OnSuccess[0]']],
  ['DML', [{ ...route(':raw\\.', { Type: 'QUERY' }), OnSuccess: [query("-- INSERT INTO x.y\ninsert into `shop.raw.log` values ('; DELETE FROM raw.z')")] }], ['Routes[0].OnSuccess[0]']],
  ['DML elsewhere', [{ ...route(':raw\\.', { Type: 'QUERY' }), OnSuccess: [query("-- INSERT INTO raw.y\nMERGE log.t USING raw.x ON false WHEN NOT MATCHED THEN INSERT ROW")] }], []],
  ['a statement of a script', [{ ...route(':raw\\.', { Type: 'QUERY' }), OnSuccess: [query('SELECT 1; CREATE OR REPLACE TABLE log.a AS SELECT 1; TRUNCATE TABLE raw.b')] }], ['Routes[0].OnSuccess[0]']],
  ['a query without a destination, on the type alone', [{ When: { Type: 'QUERY' }, OnSuccess: [query('SELECT 1')] }], ['Routes[0].OnSuccess[0]']],
  ['a query without a destination, on one', [{ ...route(':raw\\.', { Type: 'QUERY' }), OnSuccess: [query('SELECT 1')] }], []],
  ['the SQL as a source', [{ When: { Type: 'QUERY', Source: 'FROM raw\\.o' }, OnSuccess: [query('SELECT * FROM raw.o', { Dest: 'x.y' })] }], ['Routes[0].OnSuccess[0]']],
  ['other SQL as a source', [{ When: { Type: 'QUERY', Source: 'FROM raw\\.o' }, OnSuccess: [query('SELECT * FROM raw.p', { Dest: 'x.y' })] }], []],
  ['the source table of a copy', [{ When: { Type: 'COPY', Source: ':raw\\.o$' }, OnSuccess: [{ Action: 'copy', Request: { Dest: 'x.y' } }] }], ['Routes[0].OnSuccess[0]']],
  ['rows that are streamed', [{ When: { Type: 'QUERY' }, OnSuccess: [{ Action: 'insert', Request: { Dest: 'raw.o', Data: { a: 1 } } }] }], []],
  ['rows of a query', [{ ...route(':raw\\.o$'), OnSuccess: [{ Action: 'insert', Request: { Dest: 'raw.o', SQL: 'SELECT 1' } }] }], ['Routes[0].OnSuccess[0]']],
  ['the loaded files again', [{ When: { Type: 'LOAD', Source: '^gs://in/' }, OnSuccess: [{ Action: 'load', Request: { sourceUris: '$LoadURIs', Dest: 'x.y' } }] }], ['Routes[0].OnSuccess[0]']],
  ['a load as the REST API has it', [{ ...route('^shop:raw\\.o$'), OnSuccess: [{ Action: 'load', Request: { sourceUris: ['gs://in/o.csv'], destinationTable: { datasetId: 'raw', tableId: 'o' } } }] }], ['Routes[0].OnSuccess[0]']],
  ['an export by its URI', [{ When: { Type: 'EXTRACT', Dest: '^gs://out/' }, OnSuccess: [{ Action: 'export', Request: { Source: 'raw.o', DestURL: 'gs://out/o.json' } }] }], ['Routes[0].OnSuccess[0]']],
  ['an export of the table that a route is for', [{ ...route(':raw\\.o$'), OnSuccess: [{ Action: 'export', Request: { DestURL: 'gs://out/o.json' } }] }], []],
  ['the table of the job itself', [{ ...route(':raw\\.o'), OnSuccess: [query('SELECT 1', { Dest: '$DestTable' })] }], ['Routes[0].OnSuccess[0]']],
  ['names that grow', [{ ...route(':raw\\.o'), OnSuccess: [copy('${DestTable}_x')] }], ['Routes[0].OnSuccess[0]']],
  ['names that grow once', [{ ...route(':raw\\.o$'), OnSuccess: [copy('${DestTable}_x')] }], []],
  ['an action within another', [{ ...route(':raw\\.o$'), OnSuccess: [copy('x.y', { OnSuccess: [query('SELECT 1', { Dest: 'raw.o' })] })] }], ['Routes[0].OnSuccess[0].OnSuccess[0]']],
  ['an asynchronous action, whose job has its task', [{ ...route(':raw\\.o$'), Async: true, OnSuccess: [copy('raw.o')] }], []],
  ['an action within an asynchronous one', [{ ...route(':raw\\.o$'), OnSuccess: [copy('x.y', { Async: true, OnSuccess: [query('SELECT 1', { Dest: 'raw.o' })].map((one) => ({ ...one, Async: false })) })] }], ['Routes[0].OnSuccess[0].OnSuccess[0]']],
  ['a failure that is answered by the same again', [{ ...route(':raw\\.o$'), OnFailure: [copy('raw.o')] }], ['Routes[0].OnFailure[0]']],
  ['partitions', [{ ...route(':raw\\.o'), OnSuccess: [{ Action: 'copy', Request: { Source: 'x.y', Dest: 'raw.o', MultiPartition: true } }] }], ['Routes[0].OnSuccess[0]']],
  ['what an answer decides', [{ ...route(':raw\\.o'), OnSuccess: [{ Action: 'call', Request: { URL: 'https://example.com' } }, copy('$Data.table')] }], []],
];

for (const [title, routes, paths] of LOOPS) {
  test(`validate finds loops: ${title}`, async () => assert.deepEqual(await codesOf(routes, 'ROUTE_LOOP'), paths));
}

test('validate tells the way of a loop over several routes', async () => {
  const config = configOf([{ ...route(':raw\\.a$'), OnSuccess: [copy('raw.b')] }, { Name: 'back', ...route(':raw\\.b$'), OnFailure: [copy('raw.a')] }]);
  const { told } = await findings({ config }, 'config');
  assert.equal(told.find(({ Code }) => Code === 'ROUTE_LOOP')?.Message, 'copy starts a COPY job into shop:raw.b, which route 1 (back) takes, and there after each failure copy starts a COPY job into shop:raw.a, which this route takes again, and so on');
});

test('a loop is found where the project is that of the job', async () => {
  const config = JSON.stringify({ DeferTaskURL: 'gs://ops/tasks/', Routes: [{ ...route('^other-shop:raw\\.'), OnSuccess: [copy('raw.x')] }] });
  assert.deepEqual((await findings({ config }, 'config')).told.map(({ Code }) => Code).sort(), ['NO_ON_FAILURE', 'ROUTE_LOOP']);
});

const toFile = { Action: 'export', Request: { DestURL: 'gs://out/o.json' } };
const SOURCES: readonly [title: string, route: object, codes: readonly string[]][] = [
  ['the destination of an export', { When: { Type: 'extract' }, OnSuccess: [toFile] }, ['SOURCE_NEVER_A_TABLE Routes[0].OnSuccess[0]']],
  ['a destination that is a URI by its pattern', { When: { Dest: '^gs://out/' }, OnSuccess: [toFile] }, ['SOURCE_NEVER_A_TABLE Routes[0].OnSuccess[0]']],
  ['a source that is a URI by its pattern', { When: { Source: '^gs://in/' }, OnSuccess: [toFile] }, ['SOURCE_NEVER_A_TABLE Routes[0].OnSuccess[0]']],
  ['the destination of a load by its source', { When: { Source: '^gs://in/', Dest: ':raw\\.' }, OnSuccess: [toFile] }, []],
  ['the source of a copy', { When: { Source: ':raw\\.', Type: 'COPY' }, OnSuccess: [toFile] }, []],
  ['an action within one that writes no table', { When: { Type: 'EXTRACT' }, OnSuccess: [{ Action: 'call', Request: { URL: 'https://example.com' }, OnSuccess: [toFile] }] }, ['SOURCE_NEVER_A_TABLE Routes[0].OnSuccess[0].OnSuccess[0]']],
  ['an action within one that writes a table', { When: { Type: 'EXTRACT' }, OnSuccess: [query('SELECT 1', { Dest: 'x.y' })].map((one) => ({ ...one, OnSuccess: [toFile] })) }, []],
  ['an action after one that has failed', { When: { Type: 'EXTRACT' }, OnSuccess: [copy('x.y', { OnFailure: [toFile] })] }, ['SOURCE_NEVER_A_TABLE Routes[0].OnSuccess[0].OnFailure[0]']],
  ['an action within an asynchronous export', { When: { Type: 'LOAD' }, OnSuccess: [{ ...toFile, Async: true, OnSuccess: [copy('x.y'), { Action: 'copy', Request: { Dest: 'x.z' } }] }] }, ['SOURCE_NEVER_A_TABLE Routes[0].OnSuccess[0].OnSuccess[1]']],
  ['URIs of a query', { When: { Type: 'QUERY' }, OnFailure: [{ Action: 'move', Request: { DestURL: 'gs://out/' } }] }, ['NO_LOAD_URIS Routes[0].OnFailure[0]']],
  ['URIs of a load', { When: { Type: 'LOAD' }, OnSuccess: [{ Action: 'delete' }] }, []],
  ['URIs that are named', { When: { Type: 'QUERY' }, OnSuccess: [{ Action: 'delete', Request: { urls: 'gs://out/o' } }] }, []],
];

for (const [title, one, codes] of SOURCES) {
  test(`validate finds defaults that never are there: ${title}`, async () => {
    const { told, code } = await findings({ config: configOf([one]) }, 'config');
    assert.deepEqual(told.filter(({ Level }) => Level === 'error').map(({ Code, Path }) => `${Code} ${Path}`), codes);
    if (codes.length > 0) assert.equal(code, 1);
  });
}

test('routes of RoutesURL are looked at with the others, each told in its own file', async () => {
  const config = '{"DeferTaskURL": "gs://ops/tasks/", "RoutesURL": "gs://ops/routes/", "Routes": [{"When": {"Dest": ":raw\\\\."}}]}';
  const { told } = await findings({ config, 'gs://ops/routes/a.yaml': '- When:\n    Dest: ":other\\\\.t$"\n- When:\n    Dest: ":raw\\\\.orders$"\n', 'gs://ops/routes/b.json': '\uFEFF{\r\n  "When": { "Dest": ":other\\\\.t$" } }' }, 'config');
  assert.deepEqual(told.map(({ Code, File, Line, Path, Message }) => [Code, File, Line, Path, Message.slice(0, 7)]), [
    ['ROUTE_SHADOWED', 'gs://ops/routes/a.yaml', 4, '[1].When', 'route 0'],
    ['ROUTE_SHADOWED', 'gs://ops/routes/b.json', 2, 'When', 'route 1'],
  ]);
});

test('files of routes and tasks among configurations are read as what they are, with the placeholders of the configuration', async () => {
  const config = '{"DeferTaskURL": "gs://ops/${config.Folder}/", "Folder": "tasks", "Routes": []}';
  const one = { When: { Dest: ':raw\\.o$' }, OnFailure: [{ Action: 'delete', Request: { SourceURL: 'gs://ops/${config.Folder}/x' } }] };
  const files = { 'a.json': JSON.stringify({ OnSuccess: one.OnFailure }), 'b.json': JSON.stringify([one, one]), 'c.json': JSON.stringify(one), config, 'd.json': '[{"When": {"Dst": "x"}}]', 'e.json': '{' };
  const { told, code } = await findings(files, 'a.json b.json c.json config d.json e.json');
  assert.deepEqual(told.map(({ Code, File, Path }) => `${File} ${Code} ${Path}`), ['a.json NO_ON_FAILURE ', 'b.json ROUTE_SHADOWED [1].When', 'd.json UNKNOWN_FIELD [0].When.Dst', 'e.json SYNTAX ']);
  assert.equal(code, 1);
});

test('what others wrote cannot move the terminal', async () => {
  const { run, printed } = await bed([], { config: JSON.stringify({ DeferTaskURL: 'gs://ops/tasks/', ['\u001b[2J\u202e']: [] }) });
  assert.equal(await run('validate config'), 1);
  assert.doesNotMatch(printed(), /[\u001b\u202e]/);
});
