/** What the page wishes of the panel; the shell's settings fit. */
export interface PanelSettings {
  readonly layout: 'floating' | 'inline' | 'page';
  readonly position: 'bottom-end' | 'bottom-start';
  readonly lang: string;
  readonly dir: 'ltr' | 'rtl';
  readonly theme: 'auto' | 'light' | 'dark';
  readonly agentName: string;
  readonly avatar: string;
  readonly greeting: string;
}

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
