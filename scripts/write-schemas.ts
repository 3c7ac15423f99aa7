/** Writes the JSON Schemas of what people write into schemas/. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { formatSchema, schemaNames } from '../src/config/json-schema/json-schema';

const folder = path.join(__dirname, '../schemas');
mkdirSync(folder, { recursive: true });
for (const name of schemaNames) writeFileSync(path.join(folder, `${name}.schema.json`), formatSchema(name));
