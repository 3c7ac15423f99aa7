import { actionNames, findAction } from '../../core/actions';
import { actionTerm, FOLLOW_UPS, followUpTerm } from '../../core/rules/action-rule';
import { routeTerm } from '../../core/rules/route-rule';
import { taskTerm } from '../../core/rules/task-rule';
import { configTerm } from '../config-terms';
import { patternOfWords, schemaOfTerm, whereAsSpelt, type JsonSchema } from './schema-of-term';

/** What there is a schema of. */
export const schemaNames = ['configuration', 'task'] as const;

export type SchemaName = (typeof schemaNames)[number];

/** The JSON Schema of a document that people write, made of the terms by which it is read. */
export function jsonSchemaOf(name: SchemaName): JsonSchema {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    $id: `urn:bq-dispatch:${name}`,
    ...DOCUMENTS[name](),
  };
}

/** The schema as it stands in its file. */
export function formatSchema(name: SchemaName): string {
  return `${JSON.stringify(jsonSchemaOf(name), null, 2)}\n`;
}

const ON_END = {
  OnSuccess: [{ Action: 'delete', Request: { URLs: '$LoadURIs' } }],
  OnFailure: [{ Action: 'move', Request: { SourceURLs: '$LoadURIs', DestURL: 'gs://landing/failed' } }],
};
const ROUTE = { Name: 'orders', When: { Dest: ':sales\\.orders$', Type: 'LOAD' }, ...ON_END };

const DOCUMENTS: Readonly<Record<SchemaName, () => JsonSchema>> = {
  configuration: () => ({
    title: 'Configuration of bq-dispatch',
    description: 'Where deferred tasks and records lie, and what is done after which jobs.',
    examples: [{ DeferTaskURL: 'gs://ops/tasks/', Routes: [ROUTE] }],
    ...schemaOfTerm(configTerm),
    additionalProperties: { type: 'string', description: 'A text of your own, for ${config.…}.' },
    definitions: { route: { ...schemaOfTerm(routeTerm), description: 'What is done after the jobs that it is for.', examples: [ROUTE] }, ...actionDefinitions() },
  }),
  task: () => ({
    title: 'Deferred task of bq-dispatch',
    description: 'What is done after one job whose ID ends in dispatch.',
    examples: [ON_END],
    ...schemaOfTerm(taskTerm),
    definitions: actionDefinitions(),
  }),
};

function actionDefinitions(): JsonSchema {
  const requests = actionNames.map((name) => [requestOf(name), requestSchema(name)] as const);
  return { action: actionSchema(), ...Object.fromEntries(requests) };
}

/** Which fields a request has depends on the name of the action. */
function actionSchema(): JsonSchema {
  const allOf = [...actionNames.map(requestRule), ...FOLLOW_UPS.map(onceRule)];
  const examples = actionNames.flatMap((name) => examplesOf(name).map((request) => ({ Action: name, Request: request })));
  return { description: 'One thing that is done.', ...schemaOfTerm(actionTerm), examples, allOf };
}

function examplesOf(name: string): readonly unknown[] {
  return (findAction(name)?.request.meta()?.['examples'] as readonly unknown[] | undefined) ?? [];
}

const requestOf = (action: string): string => `${action}Request`;

function requestRule(name: string): JsonSchema {
  const isNeeded = findAction(name)?.request.safeParse({}).success === false;
  return {
    if: { required: ['Action'], properties: { Action: { type: 'string', pattern: patternOfWords([name]) } } },
    then: { properties: { Request: { $ref: `#/definitions/${requestOf(name)}` } }, ...(isNeeded && whereAsSpelt(Object.keys(actionTerm.shape), { required: ['Request'] })) },
  };
}

/** Follow-ups stand beside the request or in it, not in both. */
function onceRule(name: string): JsonSchema {
  return {
    not: { required: [name, 'Request'], properties: { Request: { type: 'object', required: [name] } } },
    errorMessage: `Expected ${name} beside the request or in it, found it in both.`,
  };
}

/** Follow-ups in a request are taken, but an editor does not offer them there. */
function requestSchema(name: string): JsonSchema {
  const schema = schemaOfTerm(findAction(name)?.request ?? actionTerm.shape.Request);
  const inside = Object.entries(schemaOfTerm(followUpTerm)['properties'] as JsonSchema).map(([field, term]) => [field, { ...(term as JsonSchema), doNotSuggest: true }] as const);
  return { ...schema, properties: { ...(schema['properties'] as JsonSchema), ...Object.fromEntries(inside) } };
}
