import type { UnlockedDeskState } from '../chat/model/desk-state.js';

const toneSeconds = 0.28;
const quietMs = 4_000;

/** Sound and notification for new words: neither says who wrote nor what. */
export class DeskAlerts {
  #audio: AudioContext | undefined;
  #lastAt = 0;

  get permission(): UnlockedDeskState['notifications'] {
    if (typeof Notification === 'undefined') return 'unsupported';
    const states = { default: 'off', granted: 'on', denied: 'denied' } as const;
    return states[Notification.permission];
  }

  async ask(): Promise<void> {
    if (this.permission === 'off') await Notification.requestPermission();
  }

  arrived(hasSound: boolean, words: string): void {
    const now = performance.now();
    if (now - this.#lastAt < quietMs) return;
    this.#lastAt = now;
    if (hasSound) this.#play();
    if (this.permission === 'on' && document.visibilityState !== 'visible') {
      const note = new Notification(words, { tag: 'secure-chat' });
      note.onclick = () => {
        window.focus();
        note.close();
      };
    }
  }

  /** Two soft notes, made here: no file, no host. */
  #play(): void {
    this.#audio ??= new AudioContext();
    const { currentTime, destination } = this.#audio;
    for (const [index, frequency] of [660, 880].entries()) {
      const start = currentTime + index * 0.12;
      const tone = this.#audio.createOscillator();
      const volume = this.#audio.createGain();
      tone.frequency.value = frequency;
      volume.gain.setValueAtTime(0, start);
      volume.gain.linearRampToValueAtTime(0.08, start + 0.02);
      volume.gain.linearRampToValueAtTime(0, start + toneSeconds);
      tone.connect(volume).connect(destination);
      tone.start(start);
      tone.stop(start + toneSeconds);
    }
  }
}
