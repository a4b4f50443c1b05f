import type { DraftState } from '../../src/chat/model/thread-state.js';
import { FieldDraft } from '../../src/ui/field-draft.js';
import type { PartRequest } from '../../src/ui/request-event.js';
import type { TypingField } from '../property/end.js';

/** A composer's field without a page: what `<secure-chat-composer>` does with its text, keys and drafts. */
export class Field implements TypingField {
  value = '';
  readonly #draft = new FieldDraft();
  readonly #read: () => DraftState | undefined;
  readonly #ask: (request: PartRequest) => void;
  #isComposing = false;

  constructor(read: () => DraftState | undefined, ask: (request: PartRequest) => void) {
    this.#read = read;
    this.#ask = ask;
    this.drawn();
  }

  get isComposing(): boolean {
    return this.#isComposing;
  }

  /** The model published, and the view drew it. */
  drawn(): void {
    const draft = this.#read();
    const adopted = draft && this.#draft.adopt(draft, this.value);
    if (!adopted) return;
    this.value = adopted.value;
    if (adopted.returned.length > 0)
      this.#ask({ type: 'draft', text: adopted.value, returned: adopted.returned });
  }

  type(text: string): void {
    this.value += text;
    this.#ask({ type: 'draft', text: this.value });
  }

  paste(text: string): void {
    this.type(text);
  }

  compose(): void {
    this.#isComposing = !this.#isComposing;
    this.#draft.isComposing = this.#isComposing;
    if (!this.#isComposing) this.drawn();
  }

  enter(): string | undefined {
    if (this.#isComposing) return undefined;
    const text = this.value;
    if (text.trim() === '') return undefined;
    this.value = '';
    this.#ask({ type: 'send', text });
    return text;
  }
}
