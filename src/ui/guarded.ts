/** What `draw` answers, or what stands for it where a value of the other side makes it throw: one piece never takes the others with it. */
export function guarded<Drawn>(draw: () => Drawn, instead: () => Drawn): Drawn {
  try {
    return draw();
  } catch {
    return instead();
  }
}
