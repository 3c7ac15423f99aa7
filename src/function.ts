import { readFileSync } from 'node:fs';
import path from 'node:path';
import { startTelemetrySdk } from './adapters/telemetry/start-sdk';
import { openProduction } from './production';
import { registerFunctions } from './server/functions';

const { version } = JSON.parse(readFileSync(path.join(__dirname, '..', 'package.json'), 'utf8')) as { version: string };

// What is measured before the SDK is there leads nowhere.
void startTelemetrySdk(process.env);

registerFunctions(() => openProduction({ environment: process.env, out: process.stdout, version }).service);
