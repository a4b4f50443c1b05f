import type { ThreadItem } from '../model/thread-state.js';

/** A conversation as plain text, for the customer to keep. Times are ISO 8601: a file is read anywhere. */
export function transcript(items: readonly ThreadItem[], businessName: string): string {
  const lines = items.flatMap(item => {
    const time = new Date(item.at).toISOString();
    if (item.kind !== 'text') return [];
    return [`[${time}] ${item.own ? '-' : item.author}: ${item.text.replaceAll('\n', '\n  ')}`];
  });
  return `${businessName}\n\n${lines.join('\n')}\n`;
}
