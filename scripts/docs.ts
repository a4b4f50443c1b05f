/** `npm run docs`: writes the README's tables from the manifest, and the API report from the declarations, of the last build. */
import { readFileSync, writeFileSync } from 'node:fs';
import { readApiReport } from './api-report.js';
import { readTag } from './manifest.js';
import { withTables } from './readme-tables.js';

writeFileSync('README.md', await withTables(readFileSync('README.md', 'utf8'), readTag()));
const { problems } = readApiReport({ write: true });
if (problems.length > 0) throw new Error(problems.join('\n'));
