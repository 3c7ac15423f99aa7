import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTestBed, DAYS, SCHEMA, table, type TestBed } from './test-bed';

const BY_DAY = { schema: DAYS, timePartitioning: { type: 'DAY', field: 'day' } };
const copy = (source: string | string[], destination: string, more: object = {}): object => {
  const sources = [source].flat().map((name) => table(name));
  return { copy: { ...(Array.isArray(source) ? { sourceTables: sources } : { sourceTable: sources[0] }), destinationTable: table(destination), ...more } };
};
const TRUNCATE = { writeDisposition: 'WRITE_TRUNCATE' };
const APPEND = { writeDisposition: 'WRITE_APPEND' };

function filled(): TestBed {
  const bed = createTestBed();
  bed.state.addTable({ tableReference: table('a'), schema: SCHEMA, description: 'the first', clustering: { fields: ['id'] } }, [['1', 'one']]);
  bed.state.addTable({ tableReference: table('b'), schema: SCHEMA }, [['2', 'two']]);
  bed.state.addTable({ tableReference: table('days'), ...BY_DAY }, [['1', '2024-01-01'], ['2', '2024-01-02'], ['3', null]]);
  bed.state.addTable({ tableReference: table('hours'), schema: DAYS, timePartitioning: { type: 'HOUR' } }, [['9', null]]);
  return bed;
}

const DONE: [title: string, configuration: object, destination: string, ids: string[]][] = [
  ['to a new table', copy('a', 'new'), 'new', ['1']],
  ['of several tables', copy(['a', 'b', 'a'], 'new'), 'new', ['1', '2', '1']],
  ['that truncates', copy('a', 'b', TRUNCATE), 'b', ['1']],
  ['of several tables that truncates', copy(['a', 'b'], 'b2', TRUNCATE), 'b2', ['1', '2']],
  ['that appends', copy('a', 'b', APPEND), 'b', ['2', '1']],
  ['of a table to its own end', copy('a', 'a', APPEND), 'a', ['1', '1']],
  ['of one partition', copy('days$20240102', 'new'), 'new', ['2']],
  ['of the partition of NULL', copy('days$__NULL__', 'new'), 'new', ['3']],
  ['of a partition without rows', copy('days$20250101', 'new'), 'new', []],
  ['of rows to the partition of now', copy('plain', 'hours', APPEND), 'hours', ['9', '5']],
  ['of a partition onto itself by another table', copy('days$20240101', 'more$20240101', TRUNCATE), 'more', ['8', '1']],
];

for (const [title, configuration, destination, ids] of DONE) {
  test(`a copy ${title}`, async () => {
    const bed = filled();
    bed.state.addTable({ tableReference: table('plain'), schema: DAYS }, [['5', null]]);
    bed.state.addTable({ tableReference: table('more'), ...BY_DAY }, [['7', '2024-01-01'], ['8', '2024-01-03']]);
    const { status } = await bed.run(configuration);
    assert.deepEqual(status, { state: 'DONE' });
    assert.deepEqual(bed.rows(destination).map(([id]) => id), ids);
  });
}

const FAILS: [title: string, configuration: object, reason: string, message: string][] = [
  ['onto a table that has rows', copy('a', 'b'), 'duplicate', 'Already Exists: Table p:d.b'],
  ['of a table onto itself', copy(['b', 'a'], 'a', TRUNCATE), 'invalid', 'Source and destination of a truncating copy cannot be the same table: p:d.a'],
  ['of tables that differ', copy(['a', 'days'], 'new'), 'invalid', 'Provided Schema does not match Table p:d.a. Field name is missing in new schema.'],
  ['to the end of another schema', copy('days', 'a', APPEND), 'invalid', 'Provided Schema does not match Table p:d.a. Field name is missing in new schema.'],
  ['of a partition that cannot be', copy('days$2024', 'new'), 'invalid', 'Invalid partition "2024" of p:d.days$2024: its partitions are by DAY'],
  ['of a partition of a table without', copy('a$20240101', 'new'), 'invalid', 'Cannot read partition information from a table that is not partitioned: p:d.a$20240101'],
  ['of rows into the wrong partition', copy('days', 'days2$20240101'), 'invalid', 'Some rows belong to different partitions rather than destination partition 20240101'],
  ['between partitions that do not fit', copy('days', 'hours', APPEND), 'invalid', 'Incompatible table partitioning specification. Expects partitioning specification interval(type:hour), but input partitioning specification is interval(type:day,field:day)'],
];

const SNAPSHOT = { operationType: 'SNAPSHOT' };
const CLONE = { operationType: 'CLONE' };
const RESTORE = { operationType: 'RESTORE' };
FAILS.push(
  ['of a snapshot onto a table', copy('a', 'b', SNAPSHOT), 'duplicate', 'Already Exists: Table p:d.b'],
  ['of a snapshot that truncates', copy('a', 'b', { ...SNAPSHOT, ...TRUNCATE }), 'duplicate', 'Already Exists: Table p:d.b'],
  ['of a snapshot of several tables', copy(['a', 'b'], 'new', SNAPSHOT), 'invalid', 'A copy job of the type SNAPSHOT takes one source, found 2'],
  ['of a clone of a partition', copy('days$20240102', 'new', CLONE), 'invalid', 'A copy job of the type CLONE takes whole tables, not partitions'],
  ['of a clone that appends', copy('a', 'b', { ...CLONE, ...APPEND }), 'invalid', 'A copy job of the type CLONE cannot append to p:d.b'],
  ['of what is no snapshot, to restore it', copy('a', 'new', RESTORE), 'invalid', 'Using table p:d.a is not allowed for this operation because of its type. Try using a different table that is of type SNAPSHOT.'],
);

for (const [title, configuration, reason, message] of FAILS) {
  test(`a copy ${title} fails and changes nothing`, async () => {
    const bed = filled();
    const tables = bed.state.tables({ projectId: 'p', datasetId: 'd' });
    const { status } = await bed.run(configuration);
    assert.deepEqual(status?.errorResult, { reason, message });
    assert.deepEqual(bed.state.tables({ projectId: 'p', datasetId: 'd' }), tables);
  });
}

test('a new copy does not go away with its source', async () => {
  const bed = filled();
  bed.state.addTable({ tableReference: table('brief'), schema: SCHEMA, expirationTime: '2000000000000', labels: { a: 'b' } });
  await bed.run(copy('brief', 'new'));
  const { expirationTime, labels } = bed.state.getTable(table('new')) ?? {};
  assert.deepEqual({ expirationTime, labels }, { expirationTime: undefined, labels: undefined });
});

test('a copy keeps schema, partitions, clustering and description, and shares the rows', async () => {
  const bed = filled();
  await bed.run(copy('a', 'new'));
  await bed.run(copy('days', 'new2'));
  const { schema, clustering, description } = bed.state.getTable(table('new')) ?? {};
  assert.deepEqual({ schema, clustering, description }, { schema: SCHEMA, clustering: { fields: ['id'] }, description: 'the first' });
  assert.deepEqual(bed.state.listPartitions(table('new2')), ['20240101', '20240102', '__NULL__']);
  assert.equal(bed.state.findTable(table('new'))?.data.get(''), bed.state.findTable(table('a'))?.data.get(''));
});

test('rows that were joined many times are all read', async () => {
  const bed = filled();
  for (let count = 0; count < 12; count++) await bed.run(copy('b', 'b', APPEND));
  assert.equal(bed.rows('b').length, 2 ** 12);
  assert.equal(bed.state.getTable(table('b'))?.numRows, String(2 ** 12));
});

test('a truncating copy leaves the destination all but its rows and schema', async () => {
  const bed = filled();
  await bed.run(copy('a', 'standing'));
  await bed.run(copy('days', 'standing', TRUNCATE));
  const { schema, clustering, description, timePartitioning } = bed.state.getTable(table('standing')) ?? {};
  assert.deepEqual({ schema, clustering, description, timePartitioning }, { schema: DAYS, clustering: { fields: ['id'] }, description: 'the first', timePartitioning: undefined });
});

test('a snapshot keeps the rows of its time, and is restored to a table', async () => {
  const bed = filled();
  await bed.run(copy('a', 'then', { ...SNAPSHOT, destinationExpirationTime: '2030-01-01T00:00:00Z' }));
  await bed.run(copy('b', 'a', TRUNCATE));
  await bed.run(copy('then', 'back', RESTORE));
  const { type, snapshotDefinition, expirationTime } = bed.state.getTable(table('then')) ?? {};
  assert.deepEqual({ type, snapshotDefinition, expirationTime }, {
    type: 'SNAPSHOT',
    snapshotDefinition: { baseTableReference: table('a'), snapshotTime: '2024-03-01T08:00:00.000Z' },
    expirationTime: String(Date.parse('2030-01-01')),
  });
  assert.deepEqual([bed.rows('then'), bed.rows('back'), bed.rows('a')], [[['1', 'one']], [['1', 'one']], [['2', 'two']]]);
  const back = bed.state.getTable(table('back'));
  assert.deepEqual([back?.type, back?.snapshotDefinition, back?.clustering], [undefined, undefined, { fields: ['id'] }]);
});

test('nothing is written to a snapshot', async () => {
  const bed = createTestBed({ sql: true });
  bed.state.addTable({ tableReference: table('a'), schema: SCHEMA }, [['1', 'one']]);
  await bed.run(copy('a', 'then', SNAPSHOT));
  const query = (sql: string): object => ({ query: { query: sql } });
  for (const configuration of [copy('a', 'then', APPEND), ...['INSERT d.then VALUES (2, "x")', 'DELETE FROM d.then WHERE TRUE', 'TRUNCATE TABLE d.then', 'ALTER TABLE d.then ADD COLUMN c INT64'].map(query)]) {
    assert.match((await bed.run(configuration)).status?.errorResult?.message ?? '', /because of its type|is a snapshot: it cannot be changed/);
  }
  assert.deepEqual(bed.rows('then'), [['1', 'one']]);
});

test('a clone goes its own way; a copy of it is no clone', async () => {
  const bed = filled();
  await bed.run(copy('a', 'twin', CLONE));
  await bed.run(copy('b', 'twin', APPEND));
  await bed.run(copy('twin', 'plain'));
  assert.deepEqual(bed.state.getTable(table('twin'))?.cloneDefinition, { baseTableReference: table('a'), cloneTime: '2024-03-01T08:00:00.000Z' });
  assert.equal(bed.state.getTable(table('plain'))?.cloneDefinition, undefined);
  assert.deepEqual([bed.rows('a').length, bed.rows('twin').length], [1, 2]);
});
