/** Writes the list of SQL functions into docs/emulator.md. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { sqlCoverage } from '../emulator/bigquery/sql/sql-coverage';

const page = path.join(__dirname, '../docs/emulator.md');
const text = readFileSync(page, 'utf8');
writeFileSync(page, text.replace(/<!-- sql-coverage -->[\s\S]*<!-- \/sql-coverage -->/, () => `<!-- sql-coverage -->\n${sqlCoverage()}\n<!-- /sql-coverage -->`));
