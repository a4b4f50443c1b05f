/** Ends the process with one line where this Node lacks SQLite; imported alone, since other imports would fail first. */
export function refuseOldNode(): void {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 13)) return;
  process.stderr.write(`secure-chat needs Node 22.13 or newer, not ${process.versions.node}\n`);
  process.exit(2);
}
