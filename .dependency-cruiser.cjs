/** Which way imports may point. Each rule's comment says what to do instead. */
module.exports = {
  forbidden: [
    {
      name: 'no-circles',
      severity: 'error',
      comment: 'Two files that need each other are one file, or share a third: move what both use into it.',
      from: {},
      to: { circular: true },
    },
    {
      name: 'core-imports-core',
      severity: 'error',
      comment: 'The core decides and adapters carry: declare a port in src/core/ports and let a composition root pass the other side in.',
      from: { path: '^src/core/', pathNot: '(\\.(test|contract)|-test-bed)\\.ts$|^src/core/ports/.*\\.ts$' },
      to: { path: '^(src|emulator|features|scripts)/', pathNot: '^src/core/' },
    },
    {
      name: 'core-is-pure',
      severity: 'error',
      comment: 'The core has no I/O: only the pure libraries named here, and node:crypto for hashes. Put the rest behind a port.',
      from: { path: '^src/core/', pathNot: '\\.(test|contract)\\.ts$' },
      to: {
        dependencyTypesNot: ['local', 'type-only'],
        pathNot: '^src/core/|node_modules/(re2js|zod|yaml|jsonc-parser|fastest-levenshtein)/|^(node:)?crypto$',
      },
    },
    {
      name: 'src-without-emulator',
      severity: 'error',
      comment: 'What runs in production knows nothing of the emulator: share a port or a type of src instead.',
      from: { path: '^src/', pathNot: '^src/cli/|(\\.test|-test-bed)\\.ts$' },
      to: { path: '^emulator/' },
    },
    {
      name: 'adapters-apart',
      severity: 'error',
      comment: 'An adapter serves one port: what two of them share belongs to the core.',
      from: { path: '^src/adapters/([^/]+)', pathNot: '\\.test\\.ts$|^src/adapters/open-outgoing\\.ts$' },
      to: { path: '^src/adapters/', pathNot: '^src/adapters/$1' },
    },
    {
      name: 'only-roots-wire-adapters',
      severity: 'error',
      comment: 'Take the port as an argument; main.ts, production.ts and bq-dispatch.ts pass the adapter in.',
      from: { path: '^(src|emulator)/', pathNot: '^(src/adapters/|emulator/main\\.ts$|src/(production|start|function|bq-dispatch)\\.ts$)|\\.test\\.ts$' },
      to: { path: '^src/adapters/' },
    },
    {
      name: 'emulator-fronts-apart',
      severity: 'error',
      comment: 'Emulated BigQuery reaches objects through the ObjectStore port, as BigQuery reaches Cloud Storage.',
      from: { path: '^emulator/bigquery/', pathNot: '\\.test\\.ts$|test-bed\\.ts$' },
      to: { path: '^emulator/(storage|workspace|events)/' },
    },
    {
      name: 'nothing-imports-tests',
      severity: 'error',
      comment: 'Move what a test shares into a file of its own.',
      from: { pathNot: '\\.test\\.ts$' },
      to: { path: '\\.test\\.ts$' },
    },
    {
      name: 'no-orphans',
      severity: 'error',
      comment: 'Nothing uses this file: use it or remove it.',
      from: { orphan: true, pathNot: '\\.test\\.ts$|^scripts/|\\.d\\.ts$|^features/' },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default'] },
  },
};
