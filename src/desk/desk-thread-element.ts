import type { PropertyValues } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import type { ThreadView } from '../ui/bubble.js';
import { guarded } from '../ui/guarded.js';
import { threadAnswered } from '../ui/thread-answered.js';
import { ThreadElement } from '../ui/thread-element.js';
import { threadLine } from '../ui/thread-line.js';
import type { ThreadLine } from '../ui/thread-lines.js';
import type { DeskLanguage } from './desk-language.js';

/**
 * The thread of the desk: a message that comes is drawn alone, however many stand above it. Its name is its own: a page may hold
 * a customer's panel, too, whose words are others.
 */
export class DeskThreadElement extends ThreadElement {
  declare language: DeskLanguage | undefined;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (this.language && changed.has('language')) this.answered = threadAnswered(this.language.words);
    super.willUpdate(changed);
  }

  protected override lines(lines: readonly ThreadLine[], view: ThreadView): unknown {
    return repeat(
      keyed(lines),
      ([key]) => key,
      ([, line]) =>
        guard([...valuesOf(line), view.language, view.other, view.linkify], () => threadLine(line, view)),
    );
  }
}

/** What a line shows: where none of it changed, nothing is drawn. */
function valuesOf({ item, day, isLast }: ThreadLine): readonly unknown[] {
  return [
    day,
    isLast,
    ...guarded<readonly unknown[]>(
      () => Object.values(item),
      () => [item],
    ),
  ];
}

/** Each line with a key of its own: two payloads of one frame that could not be read share an id. */
function keyed(lines: readonly ThreadLine[]): readonly (readonly [key: string, line: ThreadLine])[] {
  const times = new Map<string, number>();
  return lines.map(line => {
    const { id } = line.item;
    const time = times.get(id) ?? 0;
    times.set(id, time + 1);
    return [`${String(time)} ${id}`, line];
  });
}

declare global {
  interface HTMLElementTagNameMap {
    'secure-chat-desk-thread': DeskThreadElement;
  }
}
