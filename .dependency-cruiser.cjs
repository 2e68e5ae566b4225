const inside = '^(cdk|client|functions|lib|local|test|tools|bench|console)/';

/**
 * Which way the arrows run. TypeScript 7 has no compiler API, so swc parses; it sees `import type` like any other import.
 * @type {import('dependency-cruiser').IConfiguration}
 */
module.exports = {
  forbidden: [
    {
      name: 'no-circle',
      comment: 'Modules that import each other can only be understood, and loaded, all at once.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'every-import-resolves',
      severity: 'error',
      // These import what is installed beside them when they run: the package as its users have it, and what it is tried with.
      from: { pathNot: '^(client/(typescript/examples|recipes)|test/clients/(hooks|runtimes))(/|\\.ts$)' },
      to: { couldNotResolve: true },
    },
    {
      name: 'lib-knows-nobody',
      comment: 'lib is what everything else stands on.',
      severity: 'error',
      from: { path: '^lib/' },
      to: { path: '^(cdk|functions|local|test|tools|bench|console)/' },
    },
    {
      name: 'lib-http-is-the-top',
      comment:
        'functions -> lib/http -> lib/<noun> -> lib/table: a use case knows neither HTTP nor who serves it.',
      severity: 'error',
      from: { path: '^lib/', pathNot: '^lib/http/' },
      to: { path: '^lib/http/' },
    },
    {
      name: 'lib-table-is-the-bottom',
      comment: 'The table layer knows no use case.',
      severity: 'error',
      from: { path: '^lib/table/' },
      to: { path: '^lib/[^/]+/', pathNot: '^lib/(table|api)/' },
    },
    {
      name: 'lib-gate-knows-no-noun',
      comment:
        'The gate decides by what it holds itself. What it knows of the API is ids, what a call is, and how to refuse.',
      severity: 'error',
      from: { path: '^lib/gate/' },
      to: {
        path: '^lib/',
        pathNot: [
          '^lib/(gate|table)/',
          '^lib/(base62|clock|context|request)\\.ts$',
          '^lib/api/(problem|schemas/(ids|call))\\.ts$',
        ],
      },
    },
    {
      name: 'functions-only-wire',
      comment:
        'A function is a few lines over lib; the stack, the laptop and the tests are none of its business.',
      severity: 'error',
      from: { path: '^functions/' },
      to: { path: '^(cdk|local|test|bench|console)/' },
    },
    {
      name: 'lib-api-stands-alone',
      comment:
        'The stack, the console and the tests read the route table: it must cost them nothing but zod.',
      severity: 'error',
      from: { path: '^lib/api/' },
      to: { pathNot: ['^lib/api/', '(^|/)node_modules/zod/'], dependencyTypesNot: ['core'] },
    },
    {
      name: 'lib-api-runs-in-a-browser',
      comment: 'The console bundles it.',
      severity: 'error',
      from: { path: '^lib/api/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'cdk-reads-only-the-route-table',
      comment:
        'The stack bundles the functions by their paths. Besides lib/api it reads the shape of the table and how its keys begin; no handler runs while it synthesises.',
      severity: 'error',
      from: { path: '^cdk/', pathNot: '^cdk/(commands/|bundle/verifier\\.ts$)' },
      to: {
        path: [
          '^(functions|local|test|bench|console)/',
          '^lib/(?!api/|table/(schema|keys|ranges)\\.ts)',
          '(^|/)node_modules/@aws-sdk/',
        ],
      },
    },
    {
      name: 'only-the-table-layer-knows-the-sdk',
      comment:
        'Besides it, whatever makes the clients: the functions, the laptop, commands, tests and benchmark.',
      severity: 'error',
      from: {
        path: inside,
        pathNot: ['^lib/table/', '^(functions|local|test|bench)/', '^cdk/commands/'],
      },
      to: { path: '(^|/)node_modules/@aws-sdk/' },
    },
    {
      name: 'console-reads-only-the-route-table',
      severity: 'error',
      from: { path: '^console/' },
      to: { path: '^(cdk|functions|lib|local|test|bench)/', pathNot: '^lib/api/' },
    },
    {
      name: 'client-stands-alone',
      comment: 'The client is a package of its own, without dependencies.',
      severity: 'error',
      from: { path: '^client/typescript/src/', pathNot: '^client/typescript/src/cli/' },
      to: { pathNot: '^client/typescript/src/(?!cli/)' },
    },
    {
      name: 'command-knows-only-its-package',
      comment: 'The command berth is bundled: besides the package it holds a reader of YAML.',
      severity: 'error',
      from: { path: '^client/typescript/src/cli/' },
      to: {
        pathNot: ['^client/typescript/src/', '(^|/)node_modules/yaml/'],
        dependencyTypesNot: ['core'],
      },
    },
    {
      name: 'tests-are-not-imported',
      severity: 'error',
      from: { pathNot: '^test/' },
      to: { path: '^test/' },
    },
    {
      name: 'product-needs-no-dev-dependency',
      comment: 'What is deployed may only use what package.json lists under dependencies.',
      severity: 'error',
      from: { path: '^(functions|lib)/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
    exclude: {
      path: '^(console/|client/typescript/)?(dist|cdk\\.out|coverage|test-results)/|^\\.(cache|data)/|^test/clients/calls\\.ts$',
    },
  },
};
