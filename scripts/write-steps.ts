/**
 * Writes docs/steps.md: every step of the library, read off its source.
 *
 *   ts-node scripts/write-steps.ts
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { stepsPage } from './steps-page';

writeFileSync(path.join(__dirname, '..', 'docs/steps.md'), stepsPage());
