import { readFileSync } from 'node:fs';
import path from 'node:path';
import { openProduction } from './production';
import { registerFunctions } from './server/functions';

const { version } = JSON.parse(readFileSync(path.join(__dirname, '..', 'package.json'), 'utf8')) as { version: string };

registerFunctions(() => openProduction({ environment: process.env, out: process.stdout, version }).service);
