import { scalarsOf, script } from '../define';
import type { FunctionCall, FunctionDefinition, ScriptFunction } from '../function-definition';
import type { TypedExpression } from '../../analysis/typed-expression';
import { SqlError } from '../../sql-error';
import { toJson } from './convert';
import { printJson, storedJson, type Json } from './json-model';
import { parsePath, positionOf } from './json-path';

const scalar = scalarsOf('JSON');

export const CHANGE_FUNCTIONS: readonly FunctionDefinition[] = [
  scalar('JSON_SET', { '(JSON, STRING, ANY...) -> JSON': (call) => changed('JSON_SET', call, named(call, 'CREATE_IF_MISSING', 'true')) }, { named: ['CREATE_IF_MISSING'] }),
  scalar('JSON_ARRAY_APPEND', { '(JSON, STRING, ANY...) -> JSON': (call) => changed('JSON_ARRAY_APPEND', call, named(call, 'APPEND_EACH_ELEMENT', 'true')) }, { named: ['APPEND_EACH_ELEMENT'] }),
  scalar('JSON_ARRAY_INSERT', { '(JSON, STRING, ANY...) -> JSON': (call) => changed('JSON_ARRAY_INSERT', call, named(call, 'INSERT_EACH_ELEMENT', 'true')) }, { named: ['INSERT_EACH_ELEMENT'] }),
  scalar('JSON_REMOVE', {
    '(JSON, STRING...) -> JSON': (call) => {
      const [value, ...paths] = call.arguments;
      const list = `[${paths.map((path) => path.sql).join(', ')}]`;
      return `bq_json_remove(${value?.sql}, ${list})`;
    },
  }),
  scalar(
    'JSON_STRIP_NULLS',
    { '(JSON, STRING?) -> JSON': (call) => `bq_json_strip_nulls(${call.arguments[0]?.sql}, ${call.arguments[1]?.sql ?? "'$'"}, ${named(call, 'INCLUDE_ARRAYS', 'true')}, ${named(call, 'REMOVE_EMPTY', 'false')})` },
    { named: ['INCLUDE_ARRAYS', 'REMOVE_EMPTY'] },
  ),
  scalar('JSON_ARRAY', { '() -> JSON': () => "'[]'", '(ANY...) -> JSON': (call) => `bq_json_array(${listOf(call.arguments)})` }),
  scalar('JSON_OBJECT', { '() -> JSON': () => "'{}'", '(ARRAY<STRING>, ARRAY<T>) -> JSON': objectOfArrays, '(STRING, ANY...) -> JSON': objectOfPairs }),
];

function named(call: FunctionCall, name: string, otherwise: string): string {
  return call.named.get(name)?.sql ?? otherwise;
}

function listOf(values: readonly TypedExpression[]): string {
  return `[${values.map((value) => toJson(value)).join(', ')}]`;
}

/** Paths and values in turns, from the second argument on. */
function changed(name: string, call: FunctionCall, option: string): string {
  const [value, ...pairs] = call.arguments;
  const paths = pairs.filter((_, n) => n % 2 === 0);
  const values = pairs.filter((_, n) => n % 2 === 1);
  if (paths.length !== values.length || paths.some((path) => path.type.kind !== 'STRING' && path.literal?.kind !== 'null')) {
    throw new SqlError(`No matching signature for function ${name}: paths of type STRING and values must come in pairs`, { at: call.at });
  }
  const arrays = values.map((each) => String(each.type.kind === 'ARRAY')).join(', ');
  const steps = `[${paths.map((path) => `CAST(${path.sql} AS VARCHAR)`).join(', ')}]`;
  return `bq_${name.toLowerCase()}(${value?.sql}, ${steps}, ${listOf(values)}, [${arrays}], ${option})`;
}

function objectOfPairs(call: FunctionCall): string {
  const keys = call.arguments.filter((_, n) => n % 2 === 0);
  const values = call.arguments.filter((_, n) => n % 2 === 1);
  if (keys.length !== values.length || keys.some((key) => key.type.kind !== 'STRING')) throw new SqlError('No matching signature for function JSON_OBJECT: keys of type STRING and values must come in pairs', { at: call.at });
  return `bq_json_object([${keys.map((key) => key.sql).join(', ')}], ${listOf(values)})`;
}

function objectOfArrays(call: FunctionCall): string {
  const [keys, values] = call.arguments;
  const element = values?.type.kind === 'ARRAY' ? values.type.element : undefined;
  if (!element) throw new SqlError('No matching signature for function JSON_OBJECT', { at: call.at });
  return `bq_json_object(${keys?.sql}, list_transform(${values?.sql}, lambda j: ${toJson({ sql: 'j', type: element })}))`;
}

type Path = readonly string[];

interface Change {
  readonly path: Path;
  readonly value: Json;
  /** The value is an ARRAY of SQL whose elements may count one by one. */
  readonly isArray: boolean;
  readonly option: boolean;
}

function changer(name: string, change: (value: Json, change: Change) => Json): ScriptFunction {
  return script(name, 'VARCHAR, VARCHAR[], VARCHAR[], BOOLEAN[], BOOLEAN -> VARCHAR', (...[text, paths, values, arrays, option]: [string, readonly (string | null)[], readonly string[], readonly boolean[], boolean]) => {
    let result = storedJson(text);
    for (const [n, path] of paths.entries()) {
      if (path === null) continue;
      result = change(result, { path: parsePath(path), value: storedJson(values[n] as string), isArray: arrays[n] as boolean, option });
    }
    return printJson(result);
  });
}

export const CHANGE_SCRIPT_FUNCTIONS: readonly ScriptFunction[] = [
  changer('json_set', (root, { path, value, option }) => setAt(root, path, { value, create: option })),
  changer('json_array_append', (root, { path, value, isArray, option }) => {
    const target = targetOf(root, path);
    const added = isArray && option ? (value as Json[]) : [value];
    if (Array.isArray(target)) target.push(...added);
    else if (target === null) return setAt(root, path, { value: [...added], create: false });
    return root;
  }),
  changer('json_array_insert', (root, { path, value, isArray, option }) => {
    const position = positionOf(path.at(-1) ?? '');
    if (position === undefined) return root;
    const target = targetOf(root, path.slice(0, -1));
    const added = isArray && option ? (value as Json[]) : [value];
    if (target === null) return setAt(root, path.slice(0, -1), { value: [...new Array<Json>(position).fill(null), ...added], create: false });
    if (!Array.isArray(target)) return root;
    while (target.length < position) target.push(null);
    target.splice(position, 0, ...added);
    return root;
  }),
  script('json_remove', 'VARCHAR, VARCHAR[] -> VARCHAR', (text: string, paths: readonly (string | null)[]) => {
    const root = storedJson(text);
    for (const path of paths) {
      if (path === null) return null;
      const tokens = parsePath(path);
      const last = tokens.at(-1);
      if (last === undefined) throw new Error("The JSONPath cannot be '$'");
      const parent = targetOf(root, tokens.slice(0, -1));
      if (parent instanceof Map) parent.delete(last);
      else if (Array.isArray(parent) && positionOf(last) !== undefined) parent.splice(Number(last), 1);
    }
    return printJson(root);
  }),
  script('json_strip_nulls', 'VARCHAR, VARCHAR, BOOLEAN, BOOLEAN -> VARCHAR', (...[text, path, arrays, empty]: [string, string, boolean, boolean]) => {
    const root = storedJson(text);
    const tokens = parsePath(path);
    const target = targetOf(root, tokens);
    if (target === undefined) return printJson(root);
    const stripped = strip(target, { arrays, empty }) ?? null;
    return printJson(tokens.length === 0 ? stripped : setAt(root, tokens, { value: stripped, create: false }));
  }),
  script('json_array', 'VARCHAR[] -> VARCHAR', (values: readonly string[]) => printJson(values.map(storedJson))),
  script('json_object', 'VARCHAR[], VARCHAR[] -> VARCHAR', (keys: readonly (string | null)[], values: readonly string[]) => {
    if (keys.length !== values.length) throw new Error('The number of keys and values must match');
    const members = new Map<string, Json>();
    for (const [n, key] of keys.entries()) {
      if (key === null) throw new Error('A key cannot be NULL');
      if (!members.has(key)) members.set(key, storedJson(values[n] as string));
    }
    return printJson(members);
  }),
];

function targetOf(root: Json, path: Path): Json | undefined {
  let current: Json | undefined = root;
  for (const token of path) {
    if (current instanceof Map) current = current.get(token);
    else if (Array.isArray(current) && positionOf(token) !== undefined) current = current[Number(token)];
    else return undefined;
  }
  return current;
}

/** The value with another at the path; missing members are made where that is wanted, and nothing is replaced on the way. */
function setAt(current: Json | undefined, path: Path, how: { readonly value: Json; readonly create: boolean }): Json {
  const [token, ...rest] = path;
  if (token === undefined) return how.value;
  if (current instanceof Map) {
    if (current.has(token) || how.create) current.set(token, setAt(current.get(token), rest, how));
    return current;
  }
  const position = positionOf(token);
  if (Array.isArray(current)) {
    if (position === undefined || (position >= current.length && !how.create)) return current;
    while (current.length < position) current.push(null);
    current[position] = setAt(current[position], rest, how);
    return current;
  }
  if ((current !== undefined && current !== null) || !how.create) return current ?? null;
  return made(token, rest, how);
}

function made(token: string, rest: Path, how: { readonly value: Json; readonly create: boolean }): Json {
  const position = positionOf(token);
  const inner = setAt(undefined, rest, how);
  if (position === undefined) return new Map([[token, inner]]);
  return [...new Array<Json>(position).fill(null), inner];
}

/** Without JSON nulls, and without what is empty then; `undefined` if nothing remains. */
function strip(value: Json, options: { readonly arrays: boolean; readonly empty: boolean }): Json | undefined {
  if (value === null) return undefined;
  if (value instanceof Map) {
    const members = new Map<string, Json>();
    for (const [name, member] of value) {
      const kept = strip(member, options);
      if (kept !== undefined) members.set(name, kept);
    }
    return options.empty && members.size === 0 ? undefined : members;
  }
  if (!Array.isArray(value)) return value;
  const elements = value.map((element) => ({ element, kept: strip(element, options) }));
  const kept = options.arrays ? elements.filter((each) => each.kept !== undefined) : elements;
  if (options.empty && options.arrays && kept.length === 0) return undefined;
  return kept.map((each) => each.kept ?? null);
}
