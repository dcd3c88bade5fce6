import { defineConfig } from 'oxlint';

/**
 * Imports point one way: each room may import only from the rooms named behind it (and from itself). Whoever is named
 * nowhere is imported by nobody.
 */
const MAY_IMPORT: Record<string, string[]> = {
  shared: [],
  platform: ['shared'],
  access: ['shared', 'platform'],
  'logistics/fleet': ['shared', 'platform', 'access'],
  'logistics/routing': ['shared', 'platform', 'access'],
  'logistics/deliveries': ['shared', 'platform', 'access', 'logistics/fleet', 'logistics/routing'],
  'logistics/tracking': [
    'shared',
    'platform',
    'access',
    'logistics/fleet',
    'logistics/routing',
    'logistics/deliveries',
  ],
  'logistics/dispatch': [
    'shared',
    'platform',
    'access',
    'logistics/fleet',
    'logistics/routing',
    'logistics/deliveries',
    'logistics/tracking',
  ],
  'logistics/solve': ['shared', 'platform', 'access', 'logistics/routing', 'logistics/dispatch'],
  'commerce/catalog': ['shared', 'platform', 'access'],
  'commerce/orders': [
    'shared',
    'platform',
    'access',
    'logistics/fleet',
    'logistics/deliveries',
    'commerce/catalog',
  ],
  'logistics/alerts': [
    'shared',
    'platform',
    'access',
    'logistics/fleet',
    'logistics/deliveries',
    'logistics/tracking',
  ],
  live: ['shared', 'platform', 'access'],
};
const ROOMS = Object.keys(MAY_IMPORT);

/** Rooms that are doors for everybody: any of their files may be imported by those who may import the room. */
const OPEN = ['shared', 'platform'];

/** What else than its module and services a feature shows to others: the words its doors speak. */
const DOOR_WORDS = [
  'allow',
  'permissions',
  'principal',
  'rate-limits',
  'subjects',
  'routing-engine',
  'routing-errors',
  'geocoder',
  'drive',
];

/** A library inside of a feature: plain data in, plain data out. Whoever may import the feature may import it, and its thread. */
const LIBRARIES = ['**/solver', '**/solver/**', '**/solver-thread.ts'];

const FRAMEWORKS = ['@nestjs/*', '@nestjs/**', '@mikro-orm/*', 'socket.io', 'bullmq', 'fastify'];

const nameOf = (room: string) => room.split('/').at(-1)!;
/** Relative imports that lead into one of these rooms. */
const into = (rooms: readonly string[]) => `^\\.\\./(.*/)?(${rooms.map(nameOf).join('|')})/`;

/** Everything in these rooms but what they show to others. */
const hiddenIn = (rooms: readonly string[]) => [
  ...rooms.map((other) => `**/${nameOf(other)}/**`),
  ...['**/*.module.ts', '**/*.service.ts', ...DOOR_WORDS.map((word) => `**/${word}.ts`), ...LIBRARIES].map(
    (shown) => `!${shown}`,
  ),
];

function boundaries(room: string, pure: boolean) {
  const allowed = MAY_IMPORT[room]!;
  const foreign = ROOMS.filter((other) => other !== room && !allowed.includes(other));
  const closed = allowed.filter((other) => !OPEN.includes(other));
  const patterns = [
    { regex: into(foreign), message: `${room} may not import from there: imports point one way.` },
    ...(closed.length > 0
      ? [
          {
            group: hiddenIn(closed),
            message:
              'From another feature import only its module, its services, or the words its door speaks. Entities never cross.',
          },
        ]
      : []),
    ...(pure ? [{ group: FRAMEWORKS, message: 'Domain rules stay free of frameworks.' }] : []),
  ];
  return { 'no-restricted-imports': ['error', { patterns }] as const };
}

const roomOverrides = ROOMS.flatMap((room) => [
  { files: [`src/${room}/**/*.ts`], rules: boundaries(room, room === 'shared') },
  {
    files: ['rules', 'lifecycle']
      .map((kind) => `src/${room}/**/*.${kind}.ts`)
      .concat(
        room === 'logistics/dispatch' ? ['src/logistics/dispatch/solver/**/*.ts'] : [],
        room === 'logistics/tracking'
          ? ['src/logistics/tracking/stages/**/*.ts', 'src/logistics/tracking/protocols/**/*.ts']
          : [],
        room === 'logistics/routing' ? ['src/logistics/routing/graph/**/*.ts'] : [],
      ),
    rules: boundaries(room, true),
  },
]);

export default defineConfig({
  plugins: ['typescript', 'import', 'node', 'unicorn', 'promise'],
  categories: { correctness: 'error', suspicious: 'off' },
  ignorePatterns: ['dist', 'node_modules'],
  rules: {
    'import/no-cycle': 'error',
    'node/no-process-env': 'error',
    complexity: ['error', 14],
    'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: true }],
    'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
    'typescript/no-explicit-any': 'error',
    'typescript/no-floating-promises': 'error',
    'typescript/no-misused-promises': ['error', { checksVoidReturn: false }],
    // It would turn injected classes into types and break the injection.
    'typescript/consistent-type-imports': 'off',
    'unicorn/no-thenable': 'off',
    'promise/no-callback-in-promise': 'off',
  },
  overrides: [
    ...roomOverrides,
    {
      files: ['src/config.ts', 'test/**', 'bench/**', 'tools/**', '*.config.*'],
      rules: { 'node/no-process-env': 'off' },
    },
    { files: ['migrations/**'], rules: { 'max-lines-per-function': 'off' } },
    {
      files: ['test/**', 'bench/**'],
      rules: {
        'max-lines-per-function': 'off',
        'max-lines': 'off',
        complexity: 'off',
        'typescript/no-explicit-any': 'off',
      },
    },
  ],
});
