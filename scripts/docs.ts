/** `npm run docs`: writes the README's tables from the manifest of the last build. */
import { readFileSync, writeFileSync } from 'node:fs';
import { readTag } from './manifest.js';
import { withTables } from './readme-tables.js';

writeFileSync('README.md', await withTables(readFileSync('README.md', 'utf8'), readTag()));
