import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { readTag } from '../../scripts/manifest.js';
import { attributeNames, propertyName } from '../../src/element/attributes.js';

describe('custom-elements.json', () => {
  const element = readTag();
  const names = (list: readonly { readonly name: string }[] | undefined): string[] =>
    (list ?? []).map(({ name }) => name);

  it('has every attribute with words, and the property that mirrors it', () => {
    assert.deepEqual(names(element.attributes).sort(), [...attributeNames].sort());
    for (const { name, fieldName, description } of element.attributes ?? []) {
      assert.ok(description, name);
      if (name !== 'lang' && name !== 'dir') assert.equal(fieldName, propertyName(name));
    }
  });

  it('has every method and read-only property of the contract', () => {
    const members = names(element.members);
    const methods = 'show hide toggle send sendFile startCall endCall identify setContext forget destroy';
    const values = 'state unread activeRoute safetyNumber agent';
    for (const name of `${methods} ${values}`.split(' ')) assert.ok(members.includes(name), name);
    assert.deepEqual(
      members.filter(name => name.startsWith('#')),
      [],
    );
  });

  it('has every part and custom property that a page reaches', () => {
    const [, panel = ''] =
      /panelParts = `([^$]+),\$/.exec(readFileSync('src/visitor/panel-element.ts', 'utf8')) ?? [];
    const parts = names(element.cssParts);
    for (const part of [
      'launcher',
      'badge',
      ...panel.split(','),
      'thread',
      'bubble',
      'input',
      'menu',
      'dialog',
    ])
      assert.ok(parts.includes(part), part);
    const used = readFileSync('src/ui/tokens.styles.ts', 'utf8').matchAll(/var\(\s*(--secure-chat-[\w-]+)/g);
    const properties = names(element.cssProperties);
    for (const [, property = ''] of used) assert.ok(properties.includes(property), property);
  });

  it('has every event of the contract, each with a class in the package', () => {
    const nouns =
      'ready opened closed message unread availability state call file rating verified error open send'.split(
        ' ',
      );
    assert.deepEqual(names(element.events).sort(), nouns.map(noun => `secure-chat-${noun}`).sort());
    const types = readFileSync('dist/types/index.d.ts', 'utf8');
    for (const noun of nouns) {
      assert.ok(types.includes(`SecureChat${noun.charAt(0).toUpperCase()}${noun.slice(1)}Event`), noun);
    }
  });
});
