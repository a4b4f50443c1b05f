import { css } from 'lit';

/** Styles of `avatar`. */
export const avatarStyles = css`
  .avatar {
    position: relative;
    flex: none;
    display: grid;
    place-items: center;
    inline-size: 40px;
    block-size: 40px;
    border-radius: 50%;
    background: var(--_accent-soft);
    color: var(--_accent-ink);
    font-weight: 600;
  }
  .avatar img {
    inline-size: 100%;
    block-size: 100%;
    border-radius: 50%;
    object-fit: cover;
  }
  .dot {
    position: absolute;
    inset-block-end: -1px;
    inset-inline-end: -1px;
    inline-size: 12px;
    block-size: 12px;
    border: 2px solid var(--_surface);
    border-radius: 50%;
    background: var(--_ink-3);
  }
  .dot.here {
    background: var(--_online);
  }
  @media (forced-colors: active) {
    .avatar {
      border: 1px solid;
    }
    .dot {
      forced-color-adjust: none;
    }
  }
`;
