import { splice, walk } from './syntax-tree.js';

/** What `src/protocol/box.ts` never asks of `hpke`. A bundler cannot see it: members of a class or an object all stay. */
const unused = {
  CipherSuite: [
    ...[
      'KEM',
      'KDF',
      'AEAD',
      'GenerateKeyPair',
      'DeriveKeyPair',
      'SerializePrivateKey',
      'SerializePublicKey',
    ],
    ...['DeserializePrivateKey', 'Seal', 'Open', 'SendExport', 'ReceiveExport'],
  ],
  SenderContext: ['mode', 'seq', 'Nt'],
  RecipientContext: ['mode', 'seq'],
  P256: ['order', 'bitmask', 'pkcs8', 'spki', 'Gx', 'Gy'],
  DHKEM_SHARED: ['SerializePrivateKey'],
  KEM_DHKEM_P256_HKDF_SHA256: ['DeriveKeyPair', 'DeserializePrivateKey'],
};

/** What only `openBox` asks of it: a customer seals boxes and is never sent one. */
const opening = {
  CipherSuite: ['SetupRecipient', 'extractRecipientKeys'],
  DHKEM_SHARED: ['Decap'],
  AEAD_SHARED: ['Open'],
};

/**
 * Leaves out of `hpke` what derives, imports and exports private keys and its one-call forms, and where no box is
 * opened, what opens them: a third of what a customer's first message would load of it. Nothing that stays is altered.
 * Another version whose members are named otherwise fails the build, and so does `openBox` in an app that does without.
 */
export function leanHpke({ opens }) {
  return {
    name: 'lean-hpke',
    transform(code, id) {
      if (!id.endsWith('/node_modules/hpke/index.js')) return null;
      const program = this.parse(code);
      const edits = [unused, ...(opens ? [] : [opening])].flatMap(names =>
        Object.entries(names).flatMap(([name, members]) => {
          const left = new Set(members);
          const cuts = lists(program, name).flatMap(({ members: list, end }) =>
            list.flatMap(({ key, start }, index) =>
              left.delete(key?.name) ? [[start, list[index + 1]?.start ?? end, '']] : [],
            ),
          );
          if (left.size > 0) this.error(`hpke: ${name} has no ${[...left].join(', ')}`);
          return cuts;
        }),
      );
      return { code: splice(code, edits), map: null };
    },
    generateBundle(_options, bundle) {
      const modules = Object.values(bundle).flatMap(({ modules = {} }) => Object.entries(modules));
      const box = modules.find(([id]) => id.endsWith('/src/protocol/box.ts'))?.[1];
      if (!opens && box?.renderedExports.includes('openBox')) this.error('openBox needs all of hpke');
    },
  };
}

/** Members of the class, or of the objects, that a top-level declaration of `name` holds; `end` is before the brace. */
function lists(program, name) {
  const found = [];
  walk(program, node => {
    if (node.id?.name !== name) return;
    if (node.type === 'ClassDeclaration') found.push({ members: node.body.body, end: node.body.end - 1 });
    else
      walk(node.body ?? node.init, ({ type, properties, end }) => {
        if (type === 'ObjectExpression') found.push({ members: properties, end: end - 1 });
      });
  });
  return found;
}
