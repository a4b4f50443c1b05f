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

/**
 * Leaves out of `hpke` what derives, imports and exports private keys, and its one-call forms: a quarter of what a
 * customer's first message would load of it. Nothing that stays is altered. Another version whose members are named
 * otherwise fails the build.
 */
export function leanHpke() {
  return {
    name: 'lean-hpke',
    transform(code, id) {
      if (!id.endsWith('/node_modules/hpke/index.js')) return null;
      const edits = [];
      for (const [name, members] of Object.entries(unused)) {
        const left = new Set(members);
        for (const { members: list, end } of lists(this.parse(code), name)) {
          for (const [index, { key, start }] of list.entries()) {
            if (left.delete(key?.name)) edits.push([start, list[index + 1]?.start ?? end, '']);
          }
        }
        if (left.size > 0) this.error(`hpke: ${name} has no ${[...left].join(', ')}`);
      }
      return { code: splice(code, edits), map: null };
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
