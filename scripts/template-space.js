import { splice, walk } from './syntax-tree.js';

/** Stands for an expression while the text around it is looked at as a whole. */
const hole = '\u0001';

/**
 * White space of templates is for readers of the source: a browser draws a run of it as one space. Text that is drawn as
 * it stands would change, so there must be none in a template. Goes behind the plugin that takes the types away.
 */
export function templateSpace() {
  return {
    name: 'template-space',
    transform(code, id) {
      if (!/\/src\/.*\.ts$/.test(id) || !/\b(?:html|svg)`/.test(code)) return null;
      const edits = [];
      walk(this.parse(code), node => {
        if (node.type !== 'TaggedTemplateExpression' || !/^(?:html|svg)$/.test(node.tag.name)) return;
        const pieces = node.quasi.quasis;
        const whole = pieces.map(({ start, end }) => code.slice(start, end)).join(hole);
        if (/<(?:pre|textarea)\b[^>]*>[^<]*\s/.test(whole)) this.error(`text drawn as it stands in ${id}`);
        const texts = collapse(whole).split(hole);
        for (const [index, { start, end }] of pieces.entries()) edits.push([start, end, texts[index]]);
      });
      return { code: splice(code, edits), map: null };
    },
  };
}

/** One space for each run, outside of quoted values; none before the end of a tag. */
function collapse(text) {
  return text.replace(/<(?:"[^"]*"|'[^']*'|[^>"'])*>|[^<]+/g, piece =>
    piece.startsWith('<')
      ? piece
          .replace(/"[^"]*"|'[^']*'|\s+/g, part => (/^\s/.test(part) ? ' ' : part))
          .replace(/ (\/?>)$/, '$1')
      : piece.replace(/\s+/g, ' '),
  );
}
