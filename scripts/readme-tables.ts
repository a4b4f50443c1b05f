import { format, resolveConfig } from 'prettier';
import type { TagDeclaration } from './manifest.js';

type Row = readonly string[];

/** The README with its tables as the manifest has them: each stands between `<!-- name -->` and `<!-- /name -->`. */
export async function withTables(readme: string, tag: TagDeclaration): Promise<string> {
  let text = readme;
  for (const [name, rows] of Object.entries(tables(tag))) {
    const place = new RegExp(`(<!-- ${name} -->)[^]*?(<!-- /${name} -->)`);
    if (!place.test(text)) throw new Error(`the README has no place for ${name}`);
    const table = rows.map(row => `| ${row.map(cell).join(' | ')} |`).join('\n');
    text = text.replace(place, (_all, start: string, end: string) => `${start}\n\n${table}\n\n${end}`);
  }
  return format(text, { ...(await resolveConfig('README.md')), parser: 'markdown' });
}

function tables(tag: TagDeclaration): Readonly<Record<string, readonly Row[]>> {
  const { attributes = [], members = [], events = [], slots = [], cssParts = [], cssStates = [] } = tag;
  const values = members.filter(({ kind, readonly }) => kind === 'field' && readonly === true);
  const methods = members.filter(({ kind }) => kind === 'method');
  return {
    attributes: headed(
      ['attribute', 'values, default first', 'meaning'],
      attributes.map(({ name, type, description = '' }) => [code(name), choices(type?.text), description]),
    ),
    properties: headed(
      ['read-only property', 'meaning'],
      values.map(({ name, description = '' }) => [code(name), description]),
    ),
    methods: headed(
      ['method', 'what it does'],
      methods.map(({ name, parameters = [], description = '' }) => {
        const names = parameters.map(parameter => parameter.name.replace(/ = [^ }]+/g, ''));
        return [code(`${name}(${names.join(', ')})`), description];
      }),
    ),
    events: headed(['event', 'when'], events.map(described)),
    parts: headed(['part', 'what'], cssParts.map(described)),
    states: headed(
      ['state', 'when'],
      cssStates.map(({ name, description = '' }) => [code(`:state(${name})`), description]),
    ),
    slots: headed(['slot', 'what'], slots.map(described)),
    'custom-properties': headed(
      ['custom property', 'default', 'what'],
      (tag.cssProperties ?? []).map(({ name, default: value, description = '' }) => [
        code(name),
        value === undefined ? '–' : code(value),
        description,
      ]),
    ),
  };
}

function headed(head: Row, rows: readonly Row[]): readonly Row[] {
  return [head, head.map(() => '---'), ...rows];
}

function described({
  name,
  description = '',
}: {
  readonly name: string;
  readonly description?: string;
}): Row {
  return [code(name), description];
}

/** A closed choice as its words, anything else as its type. */
function choices(type = ''): string {
  const words = [...type.matchAll(/'([^']+)'/g)].map(([, word = '']) => code(word));
  return words.length > 0 ? words.join(' ') : type === 'string' ? 'text' : type;
}

function code(text: string): string {
  return `\`${text}\``;
}

function cell(text: string): string {
  return text.replaceAll('|', String.raw`\|`).replaceAll('\n', ' ');
}
