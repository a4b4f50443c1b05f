import type { DeskState } from '../../../src/chat/state.js';
export const deskStates: Record<string, DeskState> = {};
