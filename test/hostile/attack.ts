import type { HostileNode } from './hostile-node.js';

/** Where an attack takes place. */
export interface Stage {
  /** A node in the wrong hands, gone with the attack. */
  node(): Promise<HostileNode>;
}

/** Tries something, and answers whether the attacker got what he wanted. */
export type Attack = (stage: Stage) => Promise<boolean>;
