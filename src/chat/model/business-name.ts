import { demoSuffix } from '../../wire/demo.js';

/** A business's name as views show it, and whether it is the demo. */
export function readBusinessName(name: string): { readonly businessName: string; readonly isDemo: boolean } {
  const isDemo = name.endsWith(demoSuffix);
  return { businessName: isDemo ? name.slice(0, -demoSuffix.length) : name, isDemo };
}
