import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TableFieldSchema } from '../../src/core/job-resource';
import { JobError } from './job-error';
import { updateSchema } from './schema-update';
import { table } from './test-bed';

const ADD = 'ALLOW_FIELD_ADDITION';
const RELAX = 'ALLOW_FIELD_RELAXATION';
const id = { name: 'id', type: 'INTEGER', mode: 'REQUIRED' };
const name = { name: 'name', type: 'STRING', description: 'kept' };
const tags = { name: 'tags', type: 'STRING', mode: 'REPEATED' };
const place = (...fields: TableFieldSchema[]): TableFieldSchema => ({ name: 'place', type: 'RECORD', fields });
const city = { name: 'city', type: 'STRING' };
const STANDING = [id, name, tags, place(city)];

const UPDATED: [what: string, incoming: TableFieldSchema[], allow: string[], fields: TableFieldSchema[]][] = [
  ['the same', STANDING, [], STANDING],
  ['another order, and types by other names', [{ name: 'NAME', type: 'string' }, { name: 'Id', type: 'INT64', mode: 'REQUIRED' }], [], STANDING],
  ['fields at the end', [id, { name: 'new', type: 'DATE' }], [ADD], [...STANDING, { name: 'new', type: 'DATE' }]],
  ['fields within a RECORD', [id, place({ name: 'zip', type: 'STRING' })], [ADD], [id, name, tags, place(city, { name: 'zip', type: 'STRING' })]],
  ['REQUIRED that becomes NULLABLE', [{ ...id, mode: 'NULLABLE' }], [RELAX], [{ ...id, mode: 'NULLABLE' }, name, tags, place(city)]],
  ['REQUIRED that is not there', [name], [RELAX], [{ ...id, mode: 'NULLABLE' }, name, tags, place(city)]],
];

for (const [what, incoming, allow, fields] of UPDATED) {
  test(`a schema is updated by ${what}`, () => {
    const existing = { fields: STANDING };
    const updated = updateSchema(existing, { fields: incoming }, { table: table('t'), allow });
    assert.deepEqual(updated.fields, fields);
    assert.equal(updated === existing, fields === STANDING);
  });
}

const REFUSED: [what: string, incoming: TableFieldSchema[], allow: string[], problem: string][] = [
  ['fields', [id, { name: 'new', type: 'DATE' }], [RELAX], 'Cannot add fields (field: new)'],
  ['fields within a RECORD', [id, place({ name: 'zip', type: 'STRING' })], [], 'Cannot add fields (field: place.zip)'],
  ['REQUIRED fields', [id, { name: 'new', type: 'DATE', mode: 'REQUIRED' }], [ADD], 'Cannot add required fields to an existing schema. (field: new)'],
  ['another type', [{ ...id, type: 'STRING' }], [ADD, RELAX], 'Field id has changed type from INTEGER to STRING'],
  ['another mode', [id, { ...tags, mode: 'NULLABLE' }], [ADD, RELAX], 'Field tags has changed mode from REPEATED to NULLABLE'],
  ['a stricter mode', [id, { ...name, mode: 'REQUIRED' }], [ADD, RELAX], 'Field name has changed mode from NULLABLE to REQUIRED'],
  ['a laxer mode', [{ ...id, mode: 'NULLABLE' }], [ADD], 'Field id has changed mode from REQUIRED to NULLABLE'],
  ['no REQUIRED field', [name], [ADD], 'Field id is missing in new schema'],
];

for (const [what, incoming, allow, problem] of REFUSED) {
  test(`a schema is not updated by ${what}`, () => {
    assert.throws(
      () => updateSchema({ fields: STANDING }, { fields: incoming }, { table: table('t'), allow }),
      (error) => error instanceof JobError && error.message === `Provided Schema does not match Table p:d.t. ${problem}.`,
    );
  });
}
