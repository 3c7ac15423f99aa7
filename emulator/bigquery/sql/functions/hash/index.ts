import { createHash } from 'node:crypto';
import { scalarsOf, script } from '../define';
import type { FunctionDefinition, ScriptFunction } from '../function-definition';
import { farmFingerprint } from './farm-fingerprint';

const scalar = scalarsOf('Hash');

export const HASH_FUNCTIONS: readonly FunctionDefinition[] = [
  ...['MD5', 'SHA1', 'SHA256', 'SHA512'].map((name) => scalar(name, hashForms(name.toLowerCase(), 'BYTES'))),
  scalar('FARM_FINGERPRINT', hashForms('farm_fingerprint', 'INT64')),
];

function hashForms(name: string, result: string): Parameters<typeof scalar>[1] {
  return {
    [`(STRING) -> ${result}`]: (call) => `bq_${name}(encode(${call.arguments[0]?.sql}))`,
    [`(BYTES) -> ${result}`]: (call) => `bq_${name}(${call.arguments[0]?.sql})`,
  };
}

export const HASH_SCRIPT_FUNCTIONS: readonly ScriptFunction[] = [
  ...['md5', 'sha1', 'sha256', 'sha512'].map((name) => script(name, 'BLOB -> BLOB', (bytes: Uint8Array) => createHash(name).update(bytes).digest())),
  script('farm_fingerprint', 'BLOB -> BIGINT', farmFingerprint),
];
