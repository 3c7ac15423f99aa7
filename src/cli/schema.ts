import { formatSchema, jsonSchemaOf, schemaNames } from '../config/json-schema/json-schema';
import { DispatchError } from '../core/errors';
import { JSON_FLAG, type AddCommand } from './command';

/** `bq-dispatch schema`: the JSON Schema of a configuration or a task, for editors and other tools. */
export const addSchema: AddCommand = (program, context, end) => {
  program
    .command('schema')
    .description('print the JSON Schema of a configuration or a task file')
    .argument('[name]', schemaNames.join(' or '), 'configuration')
    .option(...JSON_FLAG)
    .action((given: string, { json }: { json?: true }) => {
      const name = schemaNames.find((known) => known === given);
      if (name === undefined) throw new DispatchError('USAGE', `there is no schema of ${JSON.stringify(given)}`, { hint: `Known here: ${schemaNames.join(', ')}.` });
      context.out(json ? `${JSON.stringify(jsonSchemaOf(name))}\n` : formatSchema(name));
      end(0);
    });
};
