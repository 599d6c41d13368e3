import { auditOptionsOf } from './audit-options.ts';
import { auditFlags, parseFlags } from './flags.ts';
import { runInMode } from './session.ts';
import type { World } from './world.ts';

/** `launch-ready demo`: the same audit as everybody's, of a practice launch that runs on loopback while it is audited. */
export async function demoCommand(args: readonly string[], world: World): Promise<number> {
  const flags = { ...auditFlags, repaired: { type: 'boolean' } } as const;
  const { values } = parseFlags(args, flags, 'demo', 0);
  const repaired = values.repaired === true;
  const options = await auditOptionsOf(values, undefined, 'demo', world);
  const { startPracticeLaunch } = await import('../demo/start.ts');
  const practice = await startPracticeLaunch({ repaired });
  try {
    world.stderr.write(`launch-ready: the practice launch lies in ${practice.directory}\n`);
    const inside = { ...world, env: { ...withoutOwn(world), ...practice.environment } };
    const config = options.config ?? practice.configFile;
    const inShop = { ...options, repaired, root: practice.directory, config, readValues: true };
    const open = async () => (await import('./launch.ts')).openLaunch(inShop, inside);
    return await runInMode(inShop, open, inside, 'demo');
  } finally {
    await practice.close();
  }
}

// The practice launch must never be asked with a person's real project, token or session.
function withoutOwn({ env }: World): World['env'] {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !/^(?:VERCEL|CLOUDFLARE|LAUNCH_READY)_/.test(name)));
}
