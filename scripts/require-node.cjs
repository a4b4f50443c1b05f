/** Fails early with one line where Node is too old; written so that any Node can read it. */
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 13)) {
  console.error(
    `Node >= 22.13 is needed, this is ${process.versions.node}: run \`npm ci\` and go through npm.`,
  );
  process.exit(1);
}
