/** Finds elements through shadow roots, as a person sees them: parts, labels, text. */

/** Every element below, through shadow roots. */
export function* deepElements(root: ParentNode): Generator<HTMLElement> {
  for (const element of root.querySelectorAll<HTMLElement>('*')) {
    yield element;
    if (element.shadowRoot) yield* deepElements(element.shadowRoot);
  }
}

/** The elements that match, through shadow roots. */
export function deepAll(root: Element, selector: string): HTMLElement[] {
  const { shadowRoot } = root;
  return [...deepElements(shadowRoot ?? root)].filter(element => element.matches(selector));
}

/** The one element that matches; throws where there is none. */
export function deep(root: Element, selector: string): HTMLElement {
  const [found] = deepAll(root, selector);
  if (!found) throw new Error(`nothing matches ${selector}`);
  return found;
}

/** The button with this name, by its text or label. */
export function button(root: Element, name: string): HTMLElement {
  const found = deepAll(root, 'button').find(
    element => (element.ariaLabel ?? element.textContent).replace(/\s+/g, ' ').trim() === name,
  );
  if (!found) throw new Error(`no button ${name}`);
  return found;
}

/** Everything that is shown below, with single spaces. */
export function shownText(root: Element): string {
  return deepAll(root, '*')
    .filter(element => !element.closest('style'))
    .flatMap(element => [...element.childNodes])
    .filter(node => node.nodeType === Node.TEXT_NODE)
    .map(node => node.textContent)
    .join(' ')
    .replace(/\s+/g, ' ');
}

/** The element with the focus, through shadow roots. */
export function focused(): Element | null {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active;
}

/** Types into a field as a person does: the field has the focus and says that it changed. */
export function type(field: Element, text: string): void {
  if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement))
    throw new Error('no field');
  field.focus();
  field.value = text;
  field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
}

/** Presses a key on an element; answers whether nobody took it. */
export function press(element: Element, key: string, options: KeyboardEventInit = {}): boolean {
  return element.dispatchEvent(
    new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true, ...options }),
  );
}
