import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { attributeNames, propertyName } from '../../src/element/attributes.js';

interface Named {
  readonly name: string;
  readonly description?: string;
}
interface Declaration extends Named {
  readonly tagName?: string;
  readonly attributes?: readonly (Named & { readonly fieldName?: string })[];
  readonly members?: readonly (Named & { readonly kind: string })[];
  readonly events?: readonly Named[];
  readonly cssParts?: readonly Named[];
}

describe('custom-elements.json', () => {
  const manifest = JSON.parse(readFileSync('dist/custom-elements.json', 'utf8')) as {
    readonly modules: readonly { readonly declarations: readonly Declaration[] }[];
  };
  const element = manifest.modules
    .flatMap(module => module.declarations)
    .find(declaration => declaration.tagName === 'secure-chat');
  const names = (list: readonly Named[] | undefined): string[] => (list ?? []).map(({ name }) => name);

  it('has every attribute with words, and the property that mirrors it', () => {
    assert.deepEqual(names(element?.attributes).sort(), [...attributeNames].sort());
    for (const { name, fieldName, description } of element?.attributes ?? []) {
      assert.ok(description, name);
      if (name !== 'lang' && name !== 'dir') assert.equal(fieldName, propertyName(name));
    }
  });

  it('has every method and read-only property of the contract', () => {
    const members = names(element?.members);
    const methods = 'show hide toggle send sendFile startCall endCall identify setContext forget destroy';
    const values = 'state unread activeRoute safetyNumber agent';
    for (const name of `${methods} ${values}`.split(' ')) assert.ok(members.includes(name), name);
    assert.deepEqual(
      members.filter(name => name.startsWith('#')),
      [],
    );
  });

  it('has every event of the contract, each with a class in the package', () => {
    const nouns =
      'ready opened closed message unread availability state call file rating verified error open send'.split(
        ' ',
      );
    assert.deepEqual(names(element?.events).sort(), nouns.map(noun => `secure-chat-${noun}`).sort());
    const types = readFileSync('dist/types/index.d.ts', 'utf8');
    for (const noun of nouns) {
      assert.ok(types.includes(`SecureChat${noun.charAt(0).toUpperCase()}${noun.slice(1)}Event`), noun);
    }
  });
});
