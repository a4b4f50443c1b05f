import { readFileSync } from 'node:fs';

/** Parts of inner elements are exported under flat names: for the page they are the tag's own. */
function innerParts(modules) {
  const inner = modules.filter(({ path }) => /^src\/(?:ui|visitor)\//.test(path));
  return inner.flatMap(({ declarations }) => declarations.flatMap(({ cssParts = [] }) => cssParts));
}

/** The analyzer reads classes; the defaults of all custom properties stand above a style sheet. */
function tokens() {
  const text = readFileSync('src/ui/tokens.styles.ts', 'utf8');
  return [...text.matchAll(/@cssprop \[(--[\w-]+)(?:=(.+))?\] - (.+)/g)].map(
    ([, name, value, description]) => ({
      name,
      description,
      ...(value === undefined ? {} : { default: value }),
    }),
  );
}

/** `own` and those of `more` that it does not name. */
function joined(own = [], more = []) {
  const names = new Set(own.map(({ name }) => name));
  return [...own, ...more.filter(({ name }) => !names.has(name) && names.add(name))];
}

/** The manifest of the element: attributes, properties, methods, events, parts, states and custom properties. */
export default {
  globs: ['src/element/**/*.ts', 'src/ui/**/*.ts', 'src/visitor/**/*.ts', 'src/desk/**/*.ts'],
  outdir: 'dist',
  packagejson: false,
  plugins: [
    {
      name: 'public-only',
      packageLinkPhase({ customElementsManifest }) {
        for (const declaration of customElementsManifest.modules.flatMap(module => module.declarations)) {
          declaration.members = declaration.members?.filter(member => !member.privacy);
          // Guessed from dispatchEvent, without the name: @fires says it.
          declaration.events = declaration.events?.filter(event => event.name?.startsWith('secure-chat-'));
          if (declaration.tagName !== 'secure-chat') continue;
          declaration.cssParts = joined(declaration.cssParts, innerParts(customElementsManifest.modules));
          declaration.cssProperties = joined(declaration.cssProperties, tokens());
        }
      },
    },
  ],
};
