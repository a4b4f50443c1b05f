/** Edits of source text by its syntax tree, for the plugins of this build. */

/** Calls `see` with every node of an ESTree, outer ones first. */
export function walk(node, see) {
  if (Array.isArray(node)) for (const member of node) walk(member, see);
  else if (typeof node?.type === 'string') {
    see(node);
    for (const child of Object.values(node)) if (typeof child === 'object') walk(child, see);
  }
}

/** Puts other text in place of ranges `[start, end, text]` that do not overlap. */
export function splice(code, edits) {
  let result = '';
  let from = 0;
  for (const [start, end, text] of edits.toSorted((a, b) => a[0] - b[0])) {
    result += code.slice(from, start) + text;
    from = end;
  }
  return result + code.slice(from);
}
