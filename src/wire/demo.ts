/** How the demo business's card ends its name: its root key is known to the node, so everything that shows it says so. */
export const demoSuffix = ' (demo)';
