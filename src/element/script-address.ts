/** Address of this script; the app and, unless the tag names another, the node are found from it. */
export const scriptAddress = import.meta.url;
