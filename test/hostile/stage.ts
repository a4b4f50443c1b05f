import type { Attack } from './attack.js';
import { HostileNode } from './hostile-node.js';

/** Plays an attack on a stage of its own, and tells whether the attacker won. */
export async function play(attack: Attack | undefined): Promise<boolean> {
  if (!attack) throw new Error('there is no such attack');
  const nodes: HostileNode[] = [];
  try {
    return await attack({
      node: async () => {
        const node = await HostileNode.start();
        nodes.push(node);
        return node;
      },
    });
  } finally {
    await Promise.all(nodes.map(node => node.close()));
  }
}
