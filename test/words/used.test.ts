import assert from 'node:assert/strict';
import { resolve, sep } from 'node:path';
import { describe, it } from 'node:test';
import ts from 'typescript';

const words = resolve('src/words') + sep;
const catalogues = words + 'en' + sep;
const { config } = ts.readConfigFile('tsconfig.json', name => ts.sys.readFile(name)) as { config: object };
const { options } = ts.parseJsonConfigFileContent(config, ts.sys, process.cwd());
const program = ts.createProgram(
  ts.sys.readDirectory('src', ['.ts']).map(file => resolve(file)),
  options,
);
const checker = program.getTypeChecker();
const sources = program.getSourceFiles().filter(({ fileName }) => fileName.startsWith(resolve('src') + sep));

/** A place in a catalogue, by its file and the path of its keys. */
const pathOf = (node: ts.Node): string => {
  const names: string[] = [];
  for (let at = node; !ts.isSourceFile(at); at = at.parent)
    if (ts.isPropertyAssignment(at)) names.unshift(at.name.getText());
  return `${node.getSourceFile().fileName.slice(catalogues.length)}: ${names.join('.')}`;
};

/** The innermost keys below a node of a catalogue. */
function textsIn(node: ts.Node): readonly string[] {
  if (ts.isPropertyAssignment(node) && !isGroup(node.initializer)) return [pathOf(node)];
  const paths: string[] = [];
  ts.forEachChild(node, inner => {
    paths.push(...textsIn(inner));
  });
  return paths;
}

function isGroup(node: ts.Expression): boolean {
  return ts.isSatisfiesExpression(node) || ts.isAsExpression(node)
    ? isGroup(node.expression)
    : ts.isObjectLiteralExpression(node);
}

/** The texts that code outside the catalogues reads: a group that is handed on, or read by a key of run time, is read whole. */
function read(): ReadonlySet<string> {
  const paths = new Set<string>();
  const add = (symbol: ts.Symbol | undefined): void => {
    for (const declaration of symbol?.declarations ?? [])
      if (ts.isPropertyAssignment(declaration) && declaration.getSourceFile().fileName.startsWith(catalogues))
        for (const path of textsIn(declaration)) paths.add(path);
  };
  const walk = (node: ts.Node): void => {
    if (ts.isPropertyAccessExpression(node) && !isStep(node)) add(checker.getSymbolAtLocation(node.name));
    else if (ts.isElementAccessExpression(node)) {
      const owner = checker.getNonNullableType(checker.getTypeAtLocation(node.expression));
      for (const key of literals(checker.getTypeAtLocation(node.argumentExpression)))
        add(owner.getProperty(key));
    } else if (ts.isBindingElement(node) && !/^(?:words|team)$/.test(node.name.getText())) {
      add(checker.getTypeAtLocation(node.parent).getProperty((node.propertyName ?? node.name).getText()));
    }
    ts.forEachChild(node, walk);
  };
  for (const source of sources) if (!source.fileName.startsWith(words)) walk(source);
  return paths;
}

/** `words.strength` in `words.strength.weak` or `words.strength[strength]`: what is read is further in, if it is known which. */
function isStep({ parent }: ts.Node): boolean {
  return ts.isPropertyAccessExpression(parent);
}

function literals(type: ts.Type): readonly string[] {
  return type.isUnion() ? type.types.flatMap(literals) : type.isStringLiteral() ? [type.value] : [];
}

describe('a catalogue', () => {
  it('holds no words that nothing says', () => {
    const said = read();
    const all = sources.filter(({ fileName }) => fileName.startsWith(catalogues)).flatMap(textsIn);
    assert.ok(all.length > 200, `${String(all.length)} words`);
    assert.deepEqual(
      all.filter(path => !said.has(path)),
      [],
    );
  });
});
