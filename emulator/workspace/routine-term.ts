import { z } from 'zod';
import { keyword, text } from '../../src/core/rules/terms';
import type { Routine, RoutineResource, StandardSqlDataType } from '../bigquery/routine';
import { flag, iamPolicy, list, TIMES, words } from './detail-terms';

const dataType: z.ZodType<StandardSqlDataType> = z.object(
  {
    typeKind: text('a type such as INT64'),
    get arrayElementType() {
      return dataType.optional();
    },
    get rangeElementType() {
      return dataType.optional();
    },
    get structType() {
      return z.object({ fields: fields().optional() }, { error: 'an object with fields' }).optional();
    },
  },
  { error: 'a type, { "typeKind": "INT64" }' },
);

const fields = () => list(z.object({ name: words().optional(), type: dataType.optional() }, { error: 'an object with name and type' }), 'a list of fields');

const argument = z.object(
  {
    name: text('the name of an argument').optional(),
    argumentKind: keyword(['FIXED_TYPE', 'ANY_TYPE', 'ARGUMENT_KIND_UNSPECIFIED']).optional(),
    mode: keyword(['IN', 'OUT', 'INOUT', 'MODE_UNSPECIFIED']).optional(),
    dataType: dataType.optional(),
    isAggregate: flag().optional(),
  },
  { error: 'an object with name and dataType' },
);

/** What the emulator refuses in a routine stands in no file either. */
type Refused = 'importedLibraries' | 'dataGovernanceType';

const ROUTINE_FIELDS = {
  routineReference: z.object({ routineId: text() }, { error: 'an object with routineId' }).optional(),
  routineType: keyword(['SCALAR_FUNCTION', 'TABLE_VALUED_FUNCTION', 'PROCEDURE']),
  language: keyword(['SQL']).default('SQL'),
  arguments: list(argument, 'a list of arguments').optional(),
  returnType: dataType.optional(),
  returnTableType: z.object({ columns: fields().optional() }, { error: 'an object with columns' }).optional(),
  definitionBody: text('the expression, query or statements'),
  description: words().optional(),
  determinismLevel: words().optional(),
  strictMode: flag().optional(),
  securityMode: words().optional(),
} satisfies Record<Exclude<keyof RoutineResource, Refused>, z.ZodType>;

/** What `<routine>.routine.json` may hold. */
export const routineTerm = z.object({ ...ROUTINE_FIELDS, ...TIMES, iamPolicy: iamPolicy().optional() }, { error: 'an object with fields of a routine' });

/** What `<routine>.routine.json` tells of a routine besides its name and its policy. */
export function detailsOfRoutine({ resource, stamp: { creationTime, lastModifiedTime } }: Routine): object {
  return { ...resource, routineReference: undefined, creationTime, lastModifiedTime };
}
