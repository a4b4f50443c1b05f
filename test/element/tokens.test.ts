import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { shellStyles } from '../../src/element/shell.styles.js';
import { tokens } from '../../src/ui/tokens.styles.js';

describe('the shell', () => {
  it('repeats the defaults of the tokens as the views have them', () => {
    const known = defaultsIn(tokens.cssText);
    const repeated = defaultsIn(shellStyles);
    assert.ok(repeated.size >= 6);
    for (const [name, value] of repeated) assert.equal(value, known.get(name), name);
  });
});

/** `var(--secure-chat-name, default)`, with white space and leading zeros that mean nothing taken out. */
function defaultsIn(css: string): Map<string, string> {
  const defaults = new Map<string, string>();
  for (const { 1: name = '', index } of css.matchAll(/var\(\s*(--secure-chat-[\w-]+)\s*,/g)) {
    const start = css.indexOf(',', index) + 1;
    let depth = 1;
    let end = start;
    for (; depth > 0; end++) depth += css[end] === '(' ? 1 : css[end] === ')' ? -1 : 0;
    defaults.set(
      name,
      css
        .slice(start, end - 1)
        .replace(/\s+/g, '')
        .replace(/\b0\./g, '.'),
    );
  }
  return defaults;
}
