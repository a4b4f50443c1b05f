/** The floors of the architecture: a lower one never imports a higher one. */

/** A floor may import itself and what is listed; `types` only for types: contracts have no code. */
const floor = (name, { may = [], types = [], packages = [] }) => {
  const from = { path: `^src/${name}${name.endsWith('.ts') ? '$' : '/'}` };
  const own = [name, ...may].map(other => `^src/${other}`);
  const known = packages.map(one => `^node_modules/(@types/)?${one}(/|$)`);
  const rules = [
    {
      name: `${name}: code`,
      severity: 'error',
      from,
      to: { pathNot: [...own, ...known], dependencyTypesNot: ['type-only', 'core'] },
    },
    {
      name: `${name}: types`,
      severity: 'error',
      from,
      to: {
        pathNot: [...own, ...types.map(other => `^src/${other}`), ...known],
        dependencyTypesNot: ['core'],
      },
    },
  ];
  if (name !== 'node') {
    rules.push({
      name: `${name}: no node modules`,
      severity: 'error',
      from,
      to: { dependencyTypes: ['core'] },
    });
  }
  return rules;
};

/** The rooms of `chat`, from the top: each may name those below it. `desk-keys` and `recovery-words` are the desk's. */
const rooms = ['(desk|visitor)/', 'connection/', 'feature\\.ts$', 'session/', 'thread/', 'store/', 'model/'];

const downwards = rooms.map((room, index) => ({
  name: `chat: ${room} downwards`,
  severity: 'error',
  from: { path: `^src/chat/${room}` },
  to: {
    path: '^src/chat/',
    pathNot: [...rooms.slice(index), ...(index === 0 ? ['(desk-keys|recovery-words)\\.ts$'] : [])].map(
      below => `^src/chat/${below}`,
    ),
  },
}));

/** Features: engines without a screen, and views; reached by `import()` from `app/` alone. */
const features = '^src/(call|files|team|archive)/';

const bottom = ['wire/', 'errors\\.ts$'];
const views = {
  may: ['ui/', 'words/', 'chat/', ...bottom],
  types: ['element/'],
  packages: ['lit', '@lit', 'uqr'],
};

/** What keeps a node's data or knows who is connected: chosen in one place, so that another can take its place. */
const drivers = '^src/node/(store/[^/]+/|cluster/[^/]+-directory\\.ts$)';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...floor('wire', { may: ['errors\\.ts$'] }),
    ...floor('errors.ts', { may: ['wire/'] }),
    ...floor('protocol', { may: bottom, packages: ['@noble/post-quantum', '@noble/hashes', 'hpke'] }),
    ...floor('transport', { may: bottom, packages: ['peerjs'] }),
    ...floor('storage', { may: bottom }),
    ...floor('chat', {
      may: ['protocol/', ...bottom],
      types: ['transport/', 'storage/'],
      packages: ['@scure/bip39'],
    }),
    // Catalogues are data: what they say is all they hold.
    ...floor('words', { types: ['errors\\.ts$'] }),
    ...floor('ui', { may: ['words/', ...bottom], types: ['chat/'], packages: ['lit', '@lit'] }),
    ...floor('visitor', views),
    ...floor('desk', views),
    ...floor('call', views),
    ...floor('element', { may: ['errors\\.ts$'], types: ['chat/'] }),
    ...floor('node', {
      may: ['protocol/', ...bottom],
      packages: ['peer', 'ws', '@peculiar/webcrypto', 'sirv', 'uqr'],
    }),
    {
      name: 'app: everything of the browser',
      severity: 'error',
      from: { path: '^src/(app/|(index)\\.ts$)' },
      to: { path: '^src/node/', dependencyTypesNot: ['type-only'] },
    },
    // Two files that name each other's types cannot be read one after the other either.
    { name: 'no circles, types included', severity: 'error', from: {}, to: { circular: true } },
    ...downwards,
    {
      name: 'chat: the sides do not know each other',
      severity: 'error',
      from: { path: '^src/chat/(desk|visitor)/' },
      to: { path: '^src/chat/(desk|visitor)/', pathNot: '^src/chat/$1/' },
    },
    {
      name: 'features: engines have no screen',
      severity: 'error',
      from: { path: features, pathNot: '/view/' },
      to: { path: '^node_modules/(@lit|lit)|^src/ui/|/view/', dependencyTypesNot: ['dynamic-import'] },
    },
    {
      name: 'features: only the door of the engine',
      severity: 'error',
      from: { path: features },
      to: { path: `^src/chat/(visitor|desk|connection|session)/|${features}`, pathNot: '^src/$1/' },
    },
    {
      name: 'features: late',
      severity: 'error',
      from: { path: '^src/', pathNot: features },
      to: { path: features, dependencyTypesNot: ['dynamic-import', 'type-only'] },
    },
    {
      name: 'features: named by the app alone',
      severity: 'error',
      from: { path: '^src/', pathNot: `^src/app/|${features}` },
      to: { path: features },
    },
    {
      name: 'features: no team and no archive at the visitor',
      severity: 'error',
      from: { path: '^src/app/(visitor|mount-visitor)' },
      to: { path: '^src/(team|archive)/', reachable: true },
    },
    {
      name: 'only drivers.ts names a driver',
      severity: 'error',
      from: { path: '^src/', pathNot: `^src/node/drivers\\.ts$|${drivers}` },
      to: { path: drivers },
    },
    {
      name: 'drivers do not name each other',
      severity: 'error',
      from: { path: '^src/node/store/([^/]+)/' },
      to: { path: '^src/node/(store/[^/]+/|cluster/[^/]+-directory\\.ts$)', pathNot: '^src/node/store/$1/' },
    },
    {
      name: 'only drivers reach a database',
      severity: 'error',
      from: { path: '^src/', pathNot: drivers },
      to: { path: '^node_modules/(@types/)?(pg|ioredis)(/|$)|^(node:)?sqlite$' },
    },
    {
      name: 'hpke: the receiver alone',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/protocol/open-box\\.ts$' },
      to: { path: '^node_modules/hpke/' },
    },
    { name: 'nothing unresolved', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'lazy chunks are lazy',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(desk/|call/|app/(mount-)?desk)' },
      to: {
        path: '^src/(desk/|call/|app/(mount-)?desk)',
        dependencyTypesNot: ['dynamic-import', 'type-only'],
      },
    },
    {
      name: 'PeerJS is lazy',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/transport/peerjs' },
      to: {
        path: '^(src/transport/peerjs|node_modules/peerjs)',
        dependencyTypesNot: ['dynamic-import', 'type-only'],
      },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'default'],
      extensions: ['.ts', '.js'],
    },
  },
};
