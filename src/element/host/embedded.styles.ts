/** Styles of the element that count only once the app is there. */
export const embeddedStyles = `
  :host(:is([mode='desk'], [layout='inline'])) {
    display: block;
    position: static;
    block-size: 100%;
  }
  :host([layout='page']) {
    inset: 0;
  }
  :host([hidden]) {
    display: none;
  }
  :host(:state(open)) [part='launcher'] {
    visibility: hidden;
  }
`;
