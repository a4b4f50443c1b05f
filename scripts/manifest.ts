/** What `dist/custom-elements.json` says of the tag, as far as tests and documents read it. */
import { readFileSync } from 'node:fs';

interface Named {
  readonly name: string;
  readonly description?: string;
}

interface Typed extends Named {
  readonly type?: { readonly text: string };
  readonly default?: string;
}

interface Member extends Typed {
  readonly kind: 'field' | 'method';
  readonly readonly?: boolean;
  readonly parameters?: readonly Typed[];
}

/** The tag's declaration. */
export interface TagDeclaration {
  readonly tagName?: string;
  readonly attributes?: readonly (Typed & { readonly fieldName?: string })[];
  readonly members?: readonly Member[];
  readonly events?: readonly Named[];
  readonly slots?: readonly Named[];
  readonly cssParts?: readonly Named[];
  readonly cssStates?: readonly Named[];
  readonly cssProperties?: readonly Typed[];
}

/** Reads the declaration of `<secure-chat>` from the build. */
export function readTag(): TagDeclaration {
  const { modules } = JSON.parse(readFileSync('dist/custom-elements.json', 'utf8')) as {
    readonly modules: readonly { readonly declarations: readonly TagDeclaration[] }[];
  };
  const declarations = modules.flatMap(module => module.declarations);
  const tag = declarations.find(({ tagName }) => tagName === 'secure-chat');
  if (!tag) throw new Error('the manifest has no secure-chat');
  return tag;
}
