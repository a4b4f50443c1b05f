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
