import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, it } from 'node:test';
import ts from 'typescript';

/** A page's own TypeScript: each line is a question to the declarations, and the wrong answer does not compile. */
const page = `
import type { ActiveRoute, ConnectionState, ErrorCode, SecureChatElement } from './index.js';

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
type Fields<Noun extends string> = Omit<HTMLElementEventMap[\`secure-chat-\${Noun}\` & keyof HTMLElementEventMap], keyof Event>;
type Of<Name extends keyof SecureChatElement> = SecureChatElement[Name];

export const answers: true[] = [
  true satisfies Same<Fields<'ready'>, {}>,
  true satisfies Same<Fields<'open'>, {}>,
  true satisfies Same<Fields<'opened'>, {}>,
  true satisfies Same<Fields<'closed'>, {}>,
  true satisfies Same<Fields<'send'>, { readonly text: string }>,
  true satisfies Same<Fields<'message'>, { readonly id: string; readonly own: boolean; readonly text: string }>,
  true satisfies Same<Fields<'unread'>, { readonly unread: number }>,
  true satisfies Same<Fields<'availability'>, { readonly isOnline: boolean }>,
  true satisfies Same<Fields<'state'>, { readonly state: ConnectionState; readonly activeRoute: ActiveRoute }>,
  true satisfies Same<Fields<'call'>, { readonly phase: 'ringing' | 'connected' | 'ended'; readonly video: boolean }>,
  true satisfies Same<Fields<'file'>, { readonly id: string; readonly own: boolean; readonly size: number }>,
  true satisfies Same<Fields<'rating'>, { readonly rating: number }>,
  true satisfies Same<Fields<'verified'>, { readonly agent: string }>,
  true satisfies Same<Fields<'error'>, { readonly code: ErrorCode }>,
  true satisfies Same<Of<'state'>, ConnectionState>,
  true satisfies Same<Of<'activeRoute'>, ActiveRoute>,
  true satisfies Same<Of<'mode'>, 'visitor' | 'desk'>,
  true satisfies Same<Of<'layout'>, 'floating' | 'inline' | 'page'>,
  true satisfies Same<Of<'route'>, 'auto' | 'direct' | 'relay'>,
  true satisfies Same<Of<'open'>, boolean>,
  true satisfies Same<ReturnType<Of<'send'>>, Promise<void>>,
  true satisfies Same<HTMLElementTagNameMap['secure-chat'], SecureChatElement>,
];
`;

describe('the declarations of the package', () => {
  it('say what a page may read of the element and of each event', () => {
    assert.deepEqual(problems(page), []);
  });

  it('are asked by a test that can fail', () => {
    const wrong = page.replace("phase: 'ringing' | 'connected' | 'ended'", "phase: 'ringing'");
    assert.equal(problems(wrong).length, 1);
  });

  it('have no type that fell into a comment', () => {
    const files = readdirSync('dist/types', { recursive: true, encoding: 'utf8' });
    const comments = files
      .filter(file => file.endsWith('.d.ts'))
      .flatMap(file => readFileSync(`dist/types/${file}`, 'utf8').match(/\/\*\*[^]*?\*\//g) ?? []);
    assert.ok(comments.length > 50);
    assert.deepEqual(
      // A tag of the manifest has its type between braces.
      comments.filter(comment => /'[\w-]+' *\|/.test(comment.replace(/\{[^}]*\}/g, ''))),
      [],
    );
  });

  it('come with a manifest that names types as a page can import them', () => {
    const manifest = readFileSync('dist/custom-elements.json', 'utf8');
    const types = Array.from(manifest.matchAll(/"text": "((?:[^"\\]|\\.)*)"/g), ([, type = '']) => type);
    assert.ok(types.length > 100);
    assert.deepEqual(
      types.filter(type => /\w\['|ReadOnlyValues/.test(type)),
      [],
    );
  });
});

/** What the compiler says of a page that imports the declarations. */
function problems(source: string): readonly string[] {
  const file = resolve('dist/types/page.ts');
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    types: [],
  };
  const host = ts.createCompilerHost(options);
  const { fileExists, getSourceFile } = host;
  host.fileExists = name => resolve(name) === file || fileExists(name);
  host.getSourceFile = (name, language, ...rest) =>
    resolve(name) === file
      ? ts.createSourceFile(name, source, language)
      : getSourceFile(name, language, ...rest);
  const program = ts.createProgram([file], options, host);
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));
}
