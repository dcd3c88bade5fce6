const transform = {
  '^.+\\.ts$': [
    '@swc/jest',
    {
      swcrc: false,
      module: { type: 'es6' },
      sourceMaps: 'inline',
      jsc: {
        target: 'es2023',
        parser: { syntax: 'typescript', decorators: true },
        transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: true },
        keepClassNames: true,
      },
    },
  ],
};

const suite = (name, extra = {}) => ({
  displayName: name,
  testEnvironment: 'node',
  testMatch: [`<rootDir>/test/${name}/**/*.spec.ts`],
  extensionsToTreatAsEsm: ['.ts'],
  transform,
  ...extra,
});

const database = { globalSetup: '<rootDir>/test/support/template-database.mjs' };

export default {
  projects: [suite('unit'), suite('db', database), suite('stories', database), suite('pages', database)],
  testTimeout: 120_000,
  maxWorkers: 2,
  workerIdleMemoryLimit: '1500MB',
};
