import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { parseToObject } from 'hcl2-parser';

const folder = path.join(__dirname, '..', 'deploy', 'terraform');
const files = readdirSync(folder).filter((file) => file.endsWith('.tf'));
const texts = new Map(files.map((file) => [file, readFileSync(path.join(folder, file), 'utf8')]));

type Blocks = Readonly<Record<string, Readonly<Record<string, unknown>> | undefined>>;

/** Gives the blocks, or `null` and what is wrong. */
const parseHcl = parseToObject as (text: string) => readonly [Blocks | null, string | null];

function parse(file: string): Blocks {
  const [blocks, fault] = parseHcl(texts.get(file) ?? '');
  assert.ok(blocks, `${file}: ${fault}`);
  return blocks;
}

for (const file of files) test(`deploy/terraform/${file} is HCL`, () => void parse(file));

/** `var.x`, `google_x.y`, `data.google_x.y` and `output` names. */
function declared(): Set<string> {
  const names = new Set<string>();
  for (const blocks of files.map(parse)) {
    for (const name of Object.keys(blocks['variable'] ?? {})) names.add(`var.${name}`);
    for (const [kind, prefix] of [['resource', ''], ['data', 'data.']] as const) {
      for (const [type, those] of Object.entries(blocks[kind] ?? {})) for (const name of Object.keys(those as object)) names.add(`${prefix}${type}.${name}`);
    }
  }
  return names;
}

/** References outside quoted texts, and those in `${…}` within them. */
function referred(text: string): string[] {
  const code = text.replace(/#[^\n]*/g, '').replace(/"(?:[^"\\]|\\.)*"/g, (quoted) => [...quoted.matchAll(/\$\{([^}]*)\}/g)].map(([, inner]) => inner).join(' '));
  return [...code.matchAll(/\b(?:var\.\w+|(?:data\.)?google_\w+\.\w+)/g)].map(([reference]) => reference);
}

test('whatever the files refer to is declared, and every variable is used', () => {
  const known = declared();
  const used = new Set([...texts.values()].flatMap(referred));
  assert.deepEqual([...used].filter((name) => !known.has(name)), []);
  assert.deepEqual([...known].filter((name) => name.startsWith('var.') && !used.has(name)), []);
});

test('nobody is let in without a token, and the service runs as an account of its own', () => {
  const all = [...texts.values()].join('\n');
  assert.doesNotMatch(all, /allUsers|allAuthenticatedUsers|roles\/(?:owner|editor|viewer)\b|roles\/\w+\.admin/);
  for (const needed of ['google_service_account', 'google_eventarc_trigger', 'google_logging_project_sink', 'google_cloud_scheduler_job', 'google_storage_bucket', 'dead_letter_policy']) assert.match(all, new RegExp(needed));
});
