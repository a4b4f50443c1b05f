import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { filesOf } from '../../scripts/steps.js';

const pages = [
  ...['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'SECURITY.md'],
  ...filesOf('docs').filter(file => file.endsWith('.md')),
];
const sources = ['src', 'test', 'scripts', 'demo'].flatMap(filesOf).map(file => `/${file}`);

describe('what is written for engineers', () => {
  for (const page of pages) {
    const text = readFileSync(page, 'utf8');

    it(`names only source files that there are in ${page}`, () => {
      const named = Array.from(text.matchAll(/`([\w./-]+\.ts)`/g), ([, file = '']) => file);
      assert.deepEqual(
        named.filter(file => !sources.some(source => source.endsWith(`/${file}`))),
        [],
      );
    });

    it(`names only folders that there are in ${page}`, () => {
      const named = Array.from(
        text.matchAll(/`([a-z][\w.-]+(?:\/[\w.-]+)*\/)`/g),
        ([, folder = '']) => folder,
      );
      assert.deepEqual(
        named.filter(folder => !sources.some(source => source.includes(`/${folder}`))),
        [],
      );
    });

    it(`links to pages and headings that there are from ${page}`, () => {
      const links = Array.from(text.matchAll(/\]\(([^):\s]+)\)/g), ([, link = '']) => link);
      assert.deepEqual(
        links.filter(link => !leads(page, link)),
        [],
      );
    });
  }
});

function leads(page: string, link: string): boolean {
  const [path = '', heading] = link.split('#');
  const file = path === '' ? page : join(dirname(page), path);
  if (!existsSync(file)) return false;
  return heading === undefined || headings(readFileSync(file, 'utf8')).includes(heading);
}

/** The headings of a page as links name them. */
function headings(text: string): readonly string[] {
  return Array.from(text.matchAll(/^#+ (.+)$/gm), ([, title = '']) =>
    title
      .toLowerCase()
      .replace(/[^\w -]/g, '')
      .replaceAll(' ', '-'),
  );
}
