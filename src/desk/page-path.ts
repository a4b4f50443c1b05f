import { guarded } from '../ui/guarded.js';

/**
 * The path of a page as one reads it: it is what differs, the origin is the shop's own. An address of a peer may hold a
 * lone `%`, which cannot be decoded, or signs that turn a text around: then it stays as it was written.
 */
export function pagePath(page: string): string {
  if (!URL.canParse(page)) return page;
  const { pathname } = new URL(page);
  const read = guarded(
    () => decodeURI(pathname),
    () => pathname,
  );
  return /\p{C}/u.test(read) ? pathname : read;
}
