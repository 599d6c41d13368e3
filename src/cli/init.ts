import { resolve } from 'node:path';
import { projectFile } from '../config/load.ts';
import { UserError } from '../core/fault.ts';
import { auditOptionsOf } from './audit-options.ts';
import { lookFlags, parseFlags } from './flags.ts';
import { openLaunch } from './launch.ts';
import { finishRun, runLaunch } from './run-launch.ts';
import type { World } from './world.ts';

/** `launch-ready init [dir]`: writes `launch-ready.json` from what is found; never over an existing one. */
export async function initCommand(args: readonly string[], world: World): Promise<number> {
  const { values, positionals } = parseFlags(args, lookFlags, 'init', 1);
  const options = await auditOptionsOf(values, positionals[0], 'init', world);
  const launch = await openLaunch(options, world);
  const path = resolve(options.root, projectFile);
  if ((await launch.disk.read(path)) !== undefined) {
    throw new UserError(`${projectFile} is there already.`, 'Edit it, or remove it and run launch-ready init again.');
  }
  // No check is judged: only what describes the target is gathered.
  const run = await runLaunch(launch, { readValues: false, only: ['none'] }, world.interrupted);
  const { target } = await finishRun(run);
  const { vercel } = launch.target;
  await launch.disk.write(
    path,
    configText(target.production, vercel?.from === 'VERCEL_PROJECT_ID' ? vercel : undefined),
    0o644,
  );
  world.stdout.write(`written: ${path}\n`);
  if (target.production === undefined) {
    world.stderr.write('The production address was not found: set VERCEL_TOKEN and run again, or fill it in.\n');
  }
  return 0;
}

function configText(
  production: string | undefined,
  vercel: { readonly idOrName: string; readonly teamId?: string } | undefined,
): string {
  const lines = [
    `  "$schema": "https://unpkg.com/launch-ready/dist/schema.json",`,
    production === undefined
      ? `  // "production": "https://shop.example.com",`
      : `  "production": ${JSON.stringify(production)},`,
    `  // "preview": "https://shop-git-main-acme.vercel.app",`,
    ...(vercel === undefined
      ? []
      : [
          `  "vercel": ${JSON.stringify({ project: vercel.idOrName, ...(vercel.teamId === undefined ? {} : { team: vercel.teamId }) })},`,
        ]),
    `  // "privatePaths": ["/reports/*", "!/pricing"],`,
    `  // "cloudflare": { "zone": "example.com" },`,
    `  // "users": { "a": { "headers": { "cookie": "env:LAUNCH_READY_USER_A_COOKIE" }, "markers": ["a@example.com"] } },`,
    `  // "email": { "domains": ["example.com"], "dkimSelectors": [] },`,
    `  // "severity": { "env/unused": "medium" }`,
  ];
  return `{\n${lines.join('\n')}\n}\n`;
}
