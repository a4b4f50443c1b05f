/** Address of this script; the app and, unless the tag names another, the node are found from it. */
export const scriptAddress = import.meta.url;

/** Where the apps are beside this script, `*` for the mode; the build puts the hashed path here. */
export const appPath = '../app/*.ts';
