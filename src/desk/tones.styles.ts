import { css } from 'lit';

/** Colours of visitors' faces, eight of one lightness: letters on them have a contrast of seven to one, light and dark. */
export const toneStyles = css`
  .tone {
    background: light-dark(
      oklch(0.91 var(--_chroma, 0.06) var(--_hue)),
      oklch(0.36 var(--_chroma, 0.06) var(--_hue))
    );
    color: light-dark(
      oklch(0.36 var(--_chroma, 0.08) var(--_hue)),
      oklch(0.92 var(--_chroma, 0.04) var(--_hue))
    );
  }
  .tone-0 {
    --_hue: 25;
  }
  .tone-1 {
    --_hue: 55;
    --_chroma: 0.045;
  }
  .tone-2 {
    --_hue: 92;
    --_chroma: 0.09;
  }
  .tone-3 {
    --_hue: 150;
  }
  .tone-4 {
    --_hue: 250;
    --_chroma: 0.006;
  }
  .tone-5 {
    --_hue: 250;
  }
  .tone-6 {
    --_hue: 300;
  }
  .tone-7 {
    --_hue: 350;
  }
`;
