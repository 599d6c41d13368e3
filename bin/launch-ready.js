#!/usr/bin/env node
// Runs on every Node, so that an old one is told what is missing instead of failing on newer syntax: no logic beyond that.
import module from 'node:module';

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 19)) {
  process.stderr.write(
    `launch-ready needs Node 22.19 or newer; this is ${process.versions.node}.\n` +
      '  Install a newer Node (https://nodejs.org), or in this repository run: node_modules/.bin/node bin/launch-ready.js\n',
  );
  process.exitCode = 2;
} else {
  module.enableCompileCache?.();
  const { main } = await import('../dist/main.js');
  await main();
}
