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
        }
      },
    },
  ],
};
