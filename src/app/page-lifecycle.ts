/** What a page's comings and goings mean for an engine. */
export interface PageLifecycle {
  /** The page goes away or into the back/forward cache: leave lock and connection to others. */
  suspend(): void;
  resume(): void;
  /** The page is seen again, or the network is back. */
  wake(): void;
}

/** Ties an engine, whichever there is by then, to the life of its page; answers the function that unties it. */
export function followPage(engine: () => PageLifecycle): () => void {
  const life = new AbortController();
  const on = (target: EventTarget, type: string, run: (event: Event) => void): void => {
    target.addEventListener(type, run, { signal: life.signal });
  };
  on(window, 'pagehide', () => {
    engine().suspend();
  });
  on(window, 'pageshow', event => {
    if ((event as PageTransitionEvent).persisted) engine().resume();
  });
  on(window, 'online', () => {
    engine().wake();
  });
  on(document, 'visibilitychange', () => {
    if (document.visibilityState === 'visible') engine().wake();
  });
  return () => {
    life.abort();
  };
}
