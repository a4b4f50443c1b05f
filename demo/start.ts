/** `npm start`: loads nothing that an old Node cannot before it said so. */
import { refuseOldNode } from '../src/node/cli/node-version.js';

refuseOldNode();
await import('./run.js');
