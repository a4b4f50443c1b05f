/** What a page's comings and goings mean for an engine. */
export interface Lively {
  /** The page goes away or into the back/forward cache: leave lock and connection to others. */
  suspend(): void;
  resume(): void;
  /** The page is seen again, or the network is back. */
  wake(): void;
}

/** Ties an engine to the life of its page; answers the function that unties it. */
export function followPage(engine: Lively): () => void {
  const life = new AbortController();
  const { signal } = life;
  addEventListener(
    'pagehide',
    () => {
      engine.suspend();
    },
    { signal },
  );
  addEventListener(
    'pageshow',
    event => {
      if (event.persisted) engine.resume();
    },
    { signal },
  );
  addEventListener(
    'online',
    () => {
      engine.wake();
    },
    { signal },
  );
  document.addEventListener(
    'visibilitychange',
    () => {
      if (document.visibilityState === 'visible') engine.wake();
    },
    { signal },
  );
  return () => {
    life.abort();
  };
}
