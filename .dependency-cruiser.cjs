/** The import direction of ARCHITECTURE.md, enforced. @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'A cycle has no first file to read.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-type-cycles-between-folders',
      comment: 'A folder is one concept; two that need each other are one.',
      severity: 'error',
      from: { path: '^packages/([^/]+)/src/' },
      to: { circular: true, pathNot: '^packages/$1/src/' },
    },
    {
      name: 'leaf-packages',
      comment: 'segments, allocator and refcount depend on nothing.',
      severity: 'error',
      from: { path: '^packages/(segments|allocator|refcount)/src/' },
      to: { path: '^packages/', pathNot: '^packages/$1/' },
    },
    {
      name: 'gengc-stands-on-refcount',
      severity: 'error',
      from: { path: '^packages/gengc/src/' },
      to: { path: '^packages/', pathNot: '^packages/(gengc|refcount)/' },
    },
    {
      name: 'packages-know-no-apps',
      severity: 'error',
      from: { path: '^packages/' },
      to: { path: '^apps/' },
    },
    {
      name: 'views-import-types-only',
      comment: 'So that view/ can become a package of its own.',
      severity: 'error',
      from: { path: '^packages/scenarios/src/view/' },
      to: {
        path: '^packages/scenarios/src/',
        pathNot: '^packages/scenarios/src/view/',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'browser-safe-packages',
      comment:
        'A core entry point runs in a browser and a worker: no Node module, no third-party code.',
      severity: 'error',
      from: { path: '^packages/[^/]+/src/' },
      to: {
        dependencyTypes: ['core', 'npm', 'npm-dev', 'npm-no-pkg', 'npm-unknown'],
        pathNot: '^packages/',
      },
    },
    {
      name: 'declared-only',
      severity: 'error',
      from: { path: '^(packages|apps)/[^/]+/src/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'], pathNot: '^(packages|apps)/' },
    },
    {
      name: 'resolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^virtual:' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|reports|\\.declarations|\\.vitepress/(cache|dist))/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['source', 'import', 'types', 'node', 'default'],
      extensions: ['.ts', '.mjs', '.js', '.vue', '.json'],
    },
  },
};
