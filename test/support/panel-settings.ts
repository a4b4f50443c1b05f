import type { PanelSettings } from '../../src/visitor/panel-settings.js';

/** A floating panel in English that follows the page's colours. */
export const defaultPanelSettings: PanelSettings = {
  layout: 'floating',
  position: 'bottom-end',
  lang: 'en',
  dir: 'ltr',
  theme: 'auto',
  agentName: '',
  avatar: '',
  greeting: '',
};
