/** Lists the rules that hold in this version and have no scenario tagged with their number; any is a failure. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** docs/rules.md says what each of them means. */
const HOLDING = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24];

const folder = path.join(__dirname, '..', 'features');
const features = readdirSync(folder).filter((file) => file.endsWith('.feature'));
const tags = new Set(features.flatMap((file) => readFileSync(path.join(folder, file), 'utf8').match(/@R\d+\b/g) ?? []));

const missing = HOLDING.map((rule) => `@R${rule}`).filter((tag) => !tags.has(tag));
const strange = [...tags].filter((tag) => !HOLDING.some((rule) => tag === `@R${rule}`));
for (const tag of missing) console.error(`${tag}: no scenario names this rule; write one in features/`);
for (const tag of strange) console.error(`${tag}: a scenario names a rule that does not hold yet; add it to HOLDING in scripts/rules-without-scenario.ts`);
if (missing.length + strange.length > 0) process.exitCode = 1;
else console.log(`${HOLDING.length} rules, each with a scenario`);
