import { macrotask } from './macrotask.js';

/** Lets some turns of the event loop pass. */
export async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn++) await macrotask();
}
