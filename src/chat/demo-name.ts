/** How the demo business's card ends its name: its root key is known to the node, so every view says so. */
const suffix = ' (demo)';

/** A business's name as views show it, and whether it is the demo. */
export function readBusinessName(name: string): { readonly businessName: string; readonly isDemo: boolean } {
  const isDemo = name.endsWith(suffix);
  return { businessName: isDemo ? name.slice(0, -suffix.length) : name, isDemo };
}
