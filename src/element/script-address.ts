/** Address of this script; the app and, unless the tag names another, the node are found from it. */
export const scriptAddress = import.meta.url;

/** Where the app of a mode is beside this script; the build puts the hashed folder here. */
export const appPath = (mode: string): string => `../app/${mode}.ts`;
