import { randomBytes } from 'node:crypto';
import { isBelow } from '../analysis/host-names/below.ts';
import { definedOnly } from '../core/defined.ts';
import type { AnyGatherer } from '../core/gatherer.ts';
import { createIo, type Doors } from '../io/create-io.ts';
import { auditOptionsOf } from './audit-options.ts';
import { catalogue } from './catalogue.ts';
import { answerOf } from './explain-path-answer.ts';
import { pathJson, pathPage } from './explain-path-page.ts';
import { type PathFlags, pathQuestionOf } from './explain-path-question.ts';
import { type Launch, openLaunch } from './launch.ts';
import type { World } from './world.ts';

/**
 * `launch-ready explain --path <path>`: would the edge store the answer, and by which rule. Always 0 once answered, whatever the
 * decision. Throws `UserError` for a question that is none and for a broken configuration, before anything is asked.
 */
export async function explainPath(
  flags: PathFlags,
  world: World,
  gatherers: readonly AnyGatherer[] = catalogue.gatherers,
): Promise<number> {
  const question = pathQuestionOf(flags);
  const { config, timeout, verbose } = flags;
  const options = await auditOptionsOf(definedOnly({ config, timeout, verbose }), undefined, 'explain', world);
  const launch = await openLaunch(options, world);
  const doors = openDoors(launch);
  try {
    const answer = await answerOf(question, {
      io: doors.io,
      target: targetFor(launch, question.host),
      gatherers,
      mask: doors.mask,
      signal: world.interrupted,
      timeoutMs: options.timeoutMs,
      emit: (event) => {
        if (!options.verbose || event.type !== 'gathered') return;
        world.stderr.write(`${event.artifact}  ${event.state} in ${event.ms} ms\n`);
      },
    });
    world.stdout.write((question.format === 'json' ? pathJson : pathPage)(answer, doors.mask));
    return 0;
  } finally {
    await doors.close();
  }
}

// No fingerprint leaves this command: a key for the occasion keeps it from writing into the repository.
function openDoors({ config, tokens, users, network }: Launch): Doors {
  return createIo({
    tokens: definedOnly({ vercel: tokens.get('VERCEL_TOKEN'), cloudflare: tokens.get('CLOUDFLARE_API_TOKEN') }),
    endpoints: definedOnly({ vercel: config.endpoints?.vercel, cloudflare: config.endpoints?.cloudflare }),
    users,
    probe: false,
    network,
    fingerprintKey: randomBytes(32),
    offline: false,
  });
}

// The configured zone is production's: for another host outside of it the zone is looked for.
function targetFor({ target }: Launch, host: string | undefined): Launch['target'] {
  const { cloudflareZone, ...rest } = target;
  if (cloudflareZone === undefined || host === undefined) return target;
  return isBelow(host.replace(/:\d+$/, ''), cloudflareZone) ? target : rest;
}
