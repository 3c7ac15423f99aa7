import Ajv from 'ajv';
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { createObjectStore } from '../../../emulator/storage/object-store';
import { createStorageState } from '../../../emulator/storage/storage-state';
import { systemClock } from '../../adapters/system-clock';
import { actionNames } from '../../core/actions';
import { parseDocument } from '../../core/rules/document';
import { FaultsError } from '../../core/rules/fault';
import { parseTask } from '../../core/rules/task-rule';
import { configFields } from '../config-terms';
import { loadConfig } from '../load-config';
import { createPlaceholders } from '../placeholder-sources';
import { formatSchema, jsonSchemaOf, schemaNames, type SchemaName } from './json-schema';
import { SEED_CONFIGURATION, SEED_TASK, VERDICTS } from './verdicts-test-bed';

const ROOT = path.join(__dirname, '../../..');
const fileText = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');

const ajv = new Ajv({ strictTypes: false, strictRequired: false, allErrors: true, validateFormats: false });
for (const keyword of ['enumDescriptions', 'errorMessage', 'patternErrorMessage', 'doNotSuggest']) ajv.addKeyword(keyword);
const validators = { configuration: ajv.compile(jsonSchemaOf('configuration')), task: ajv.compile(jsonSchemaOf('task')) };

/** What the schema has against a document. */
function refusalOf(name: SchemaName, value: unknown): string | undefined {
  const validate = validators[name];
  return validate(value) ? undefined : ajv.errorsText(validate.errors);
}

const given = { sets: new Map([['Bucket', 'demo-bucket'], ['Account', 'a@b.c'], ['Host', 'api.example.com'], ['Mode', 'shadow'], ['Action', 'delete']]) };
const objects = createObjectStore(createStorageState({ clock: systemClock }));

/** What the loader has against it. */
async function faultOf(name: SchemaName, text: string): Promise<string | undefined> {
  try {
    if (name === 'task') parseTask({ text, url: 'gs://ops/tasks/t.json', placeholders: createPlaceholders(given, new Map()) });
    else await loadConfig({ text, file: 'dispatch.json', given, objects });
    return undefined;
  } catch (error) {
    assert.ok(error instanceof FaultsError);
    return error.message;
  }
}

const blocks = (page: string): { file: string; text: string }[] =>
  [...fileText(page).matchAll(/```(json|yaml)\n([^]*?)```/g)].map(([, language, text], index) => ({ file: `${page}.${index}.${language as string}`, text: text as string }));
const fixtures = (pattern: RegExp): { file: string; text: string }[] =>
  readdirSync(path.join(ROOT, 'fixtures'), { recursive: true, encoding: 'utf8' })
    .map((file) => `fixtures/${file.split(path.sep).join('/')}`)
    .filter((file) => pattern.test(file))
    .map((file) => ({ file, text: fileText(file) }));

const EXAMPLES: Readonly<Record<SchemaName, readonly { file: string; text: string }[]>> = {
  configuration: [...blocks('docs/configuration.md'), ...fixtures(/^fixtures\/[^/]+\/dispatch\.(?:json|yaml)$/), { file: 'seed.json', text: SEED_CONFIGURATION }],
  task: [...blocks('docs/actions.md'), ...fixtures(/^fixtures\/demo\/buckets\/[^/]+\/tasks\/.*\.json$/), { file: 'seed.json', text: SEED_TASK }],
};

describe('the JSON Schemas', () => {
  for (const name of schemaNames) {
    it(`of a ${name} stands in schemas/ as ts-node scripts/write-schemas.ts writes it`, () => {
      assert.equal(fileText(`schemas/${name}.schema.json`), formatSchema(name));
    });

    it(`of a ${name} holds for every example`, () => {
      assert.ok(EXAMPLES[name].length >= 4);
      const refused = EXAMPLES[name].map(({ file, text }) => ({ file, refusal: refusalOf(name, parseDocument(text, file).document?.value) }));
      assert.deepEqual(refused.filter(({ refusal }) => refusal !== undefined), []);
    });

    it(`of a ${name} and the loader are of one mind`, async () => {
      for (const { document, valid } of VERDICTS[name]) {
        const text = JSON.stringify(document);
        const refusal = refusalOf(name, document);
        const fault = await faultOf(name, text);
        assert.deepEqual({ schema: refusal === undefined, loader: fault === undefined }, { schema: valid, loader: valid }, `${text}\nschema: ${refusal ?? 'fine'}\nloader: ${fault ?? 'fine'}`);
      }
    });

    it(`of a ${name} describes every field that people write`, () => {
      assert.deepEqual(undescribed(jsonSchemaOf(name), ''), []);
    });
  }

  it('have an example of both documents, a route and every action, and each is one', () => {
    const { examples, definitions } = jsonSchemaOf('configuration') as { examples: object[]; definitions: { route: { examples: object[] }; action: { examples: { Action: string }[] } } };
    const actions = definitions.action.examples;
    assert.deepEqual(actions.map(({ Action }) => Action), actionNames);
    const configurations = [...examples, ...definitions.route.examples.map((route) => ({ DeferTaskURL: 'gs://ops/tasks/', Routes: [route] }))];
    const tasks = [...(jsonSchemaOf('task') as { examples: object[] }).examples, ...actions.map((action) => ({ OnSuccess: [action] }))];
    for (const document of configurations) assert.equal(refusalOf('configuration', document), undefined, JSON.stringify(document));
    for (const document of tasks) assert.equal(refusalOf('task', document), undefined, JSON.stringify(document));
  });

  it('know every field of a configuration and every action', () => {
    const { properties, definitions } = jsonSchemaOf('configuration') as { properties: object; definitions: { action: { properties: { Action: { anyOf: [{ enum: string[]; enumDescriptions: string[] }] } } } } };
    assert.deepEqual(Object.keys(properties), configFields);
    const [{ enum: offered, enumDescriptions }] = definitions.action.properties.Action.anyOf;
    assert.deepEqual(offered, actionNames);
    assert.deepEqual(enumDescriptions.filter((text) => typeof text === 'string').length, actionNames.length);
    assert.deepEqual(actionNames.filter((name) => !(`${name}Request` in definitions)), []);
  });
});

/** Fields without a description, apart from those that the service alone writes. */
function undescribed(schema: unknown, place: string): string[] {
  if (typeof schema !== 'object' || schema === null || place.endsWith('.Chain')) return [];
  return Object.entries(schema).flatMap(([keyword, part]: [string, unknown]) => {
    if (['if', 'then', 'not', 'examples'].includes(keyword)) return [];
    if (keyword !== 'properties' && keyword !== 'definitions') return undescribed(part, place);
    return Object.entries(part as object).flatMap(([name, field]: [string, unknown]) => {
      const here = `${place}.${name}`;
      const described = typeof (field as { description?: unknown }).description === 'string';
      return [...(described ? [] : [here]), ...undescribed(field, here)];
    });
  });
}
