import type { DuckDBConnection, DuckDBDataChunk, DuckDBType, DuckDBValue, DuckDBVector } from '@duckdb/node-api';
import type { ScriptFunction, ScriptType, ScriptValue } from '../functions/function-definition';
import { SCRIPT_FUNCTIONS } from '../functions/script-functions';

type Given = Exclude<ScriptValue, null> | null;

/** Makes the functions that are written in TypeScript known to a database. */
export async function registerScriptFunctions(connection: DuckDBConnection): Promise<void> {
  const duckdb = await import('@duckdb/node-api');
  const { BIGINT, BLOB, BOOLEAN, DOUBLE, LIST, VARCHAR, DuckDBBlobValue, DuckDBListValue, DuckDBScalarFunction } = duckdb;
  const scalars: Readonly<Record<string, DuckDBType>> = { VARCHAR, BIGINT, DOUBLE, BOOLEAN, BLOB };

  function typeOf(name: ScriptType): DuckDBType {
    const base = scalars[name.replace('[]', '')] as DuckDBType;
    return name.endsWith('[]') ? LIST(base) : base;
  }

  function fromDuckdb(value: DuckDBValue): Given {
    if (value instanceof DuckDBBlobValue) return value.bytes;
    if (value instanceof DuckDBListValue) return value.items.map((item) => fromDuckdb(item)) as Given;
    return value as Given;
  }

  function toDuckdb(value: ScriptValue): DuckDBValue {
    if (value instanceof Uint8Array) return new DuckDBBlobValue(value);
    if (Array.isArray(value)) return new DuckDBListValue(value.map(toDuckdb));
    return value as DuckDBValue;
  }

  function fill(definition: ScriptFunction, chunk: DuckDBDataChunk, out: DuckDBVector): void {
    const run = definition.run as (...values: Given[]) => ScriptValue;
    const columns = definition.parameters.map((_, n) => chunk.getColumnVector(n));
    for (let row = 0; row < chunk.rowCount; row++) {
      const values = columns.map((column) => fromDuckdb(column.getItem(row)));
      const missing = !definition.nullable && values.includes(null);
      out.setItem(row, missing ? null : toDuckdb(run(...values)));
    }
    out.flush();
  }

  for (const definition of SCRIPT_FUNCTIONS) {
    connection.registerScalarFunction(
      DuckDBScalarFunction.create({
        name: definition.name,
        parameterTypes: definition.parameters.map(typeOf),
        returnType: typeOf(definition.returns),
        specialHandling: true,
        volatile: definition.volatile ?? false,
        mainFunction(info, chunk, out) {
          try {
            fill(definition, chunk, out);
          } catch (error) {
            info.setError(error instanceof Error ? error.message : String(error));
          }
        },
      }),
    );
  }
}
