import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { installable, specFor, specIn } from './installed-from';

describe('where the package was installed from', () => {
  let folder = '';

  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'bq-dispatch-'));
    mkdirSync(path.join(folder, 'cache/node_modules'), { recursive: true });
    mkdirSync(path.join(folder, 'project'));
  });

  after(() => rmSync(folder, { recursive: true }));

  const packageFolder = (): string => path.join(folder, 'cache/node_modules/bq-dispatch');
  const note = (text: string): void => writeFileSync(path.join(folder, 'cache/node_modules/.package-lock.json'), text);
  const resolved = (from: string): string => JSON.stringify({ packages: { 'node_modules/bq-dispatch': { resolved: from } } });

  const SPECS: readonly [what: string, lock: string, spec: string][] = [
    ['a file beside', resolved('file:../bq-dispatch-1.2.3.tgz'), 'file:../bq-dispatch-1.2.3.tgz'],
    ['a file in the project', resolved('file:../project/vendor/b.tgz'), 'file:./vendor/b.tgz'],
    ['a registry', resolved('https://registry.npmjs.org/bq-dispatch/-/bq-dispatch-1.2.3.tgz'), '^1.2.3'],
    ['a repository', resolved('git+ssh://git@example.com/bq-dispatch.git#abc'), 'git+ssh://git@example.com/bq-dispatch.git#abc'],
    ['another package manager', '{}', '^1.2.3'],
    ['a note that cannot be read', '{', '^1.2.3'],
  ];

  for (const [what, lock, spec] of SPECS) {
    it(`is said of ${what}`, () => {
      note(lock);
      assert.equal(specFor(path.join(folder, 'project'), { packageFolder: packageFolder(), version: '1.2.3' }), spec);
    });
  }

  it('is the folder that it runs from where that is no installed one', () => {
    const spec = (from: string): string => specFor(path.join(folder, 'project'), { packageFolder: path.join(folder, from), version: '1.2.3' });
    assert.deepEqual([spec('clone'), spec('node_modules/clone'), spec('project/vendor/clone')], ['file:../clone', '^1.2.3', 'file:./vendor/clone']);
  });

  it('is told to npm by the name where it is a version', () => {
    assert.deepEqual(['^1.2.3', 'file:../clone', 'git+ssh://git@example.com/b.git#abc'].map(installable), ['bq-dispatch@1.2.3', 'file:../clone', 'git+ssh://git@example.com/b.git#abc']);
  });

  it('is what a package.json says where it says something', () => {
    const says = (text: string): string | undefined => {
      writeFileSync(path.join(folder, 'project/package.json'), text);
      return specIn(path.join(folder, 'project'));
    };
    assert.equal(specIn(folder), undefined);
    assert.deepEqual([says('{'), says('{}'), says('null'), says('{"dependencies":{"bq-dispatch":"1"}}'), says('{"devDependencies":{"bq-dispatch":"file:x.tgz"}}')], [undefined, undefined, undefined, '1', 'file:x.tgz']);
  });
});
