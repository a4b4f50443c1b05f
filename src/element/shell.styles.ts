/** Styles of launcher and errors. Selectors name parts only, as they reach the app's views in the same root. */
export const shellStyles = `
  :host {
    position: fixed;
    inset-block-end: var(--secure-chat-offset-block, 20px);
    inset-inline-end: var(--secure-chat-offset-inline, 20px);
    z-index: var(--secure-chat-z-index, 2147483000);
    color-scheme: light dark;
  }
  :host([position=bottom-start]) {
    inset-inline: var(--secure-chat-offset-inline, 20px) auto;
  }
  :host([theme=light]) {
    color-scheme: light;
  }
  :host([theme=dark]) {
    color-scheme: dark;
  }
  [part=launcher] {
    display: grid;
    place-items: center;
    inline-size: 60px;
    block-size: 60px;
    border: 1px solid #0000;
    border-radius: 50%;
    background: var(--secure-chat-accent, light-dark(#0f6b4f, #15805d));
    color: var(--secure-chat-on-accent, #fff);
    box-shadow: var(--secure-chat-shadow, 0 1px 2px rgb(16 24 32/.06), 0 12px 40px rgb(16 24 32/.18));
    cursor: pointer;
  }
  [part=launcher]:focus-visible {
    outline: 2px solid;
    outline-offset: -6px;
  }
  [part=launcher] svg {
    inline-size: 28px;
    fill: none;
    stroke: currentcolor;
    stroke-width: 2;
    stroke-linejoin: round;
  }
  [part=error] {
    max-inline-size: 280px;
    padding: 12px;
    border: 1px solid;
    background: canvas;
    color: canvastext;
    font: 14px/1.5 system-ui;
  }
  :host([hidden]),
  :host(:is([hidden-launcher], [mode=desk], [layout=inline], [layout=page])) [part=launcher] {
    display: none;
  }
`;
