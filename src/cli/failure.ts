import { CancelledError, faultOf, UserError } from '../core/fault.ts';
import { neutraliseLine } from '../core/text.ts';
import { hideSecrets, recordCrash } from './crash-log.ts';
import type { World } from './world.ts';

/** Says what went wrong in one or two lines on stderr and gives the exit code. A bug keeps its stack in the log file. */
export function reportFailure(error: unknown, world: World): number {
  if (error instanceof CancelledError) {
    world.stderr.write('launch-ready: cancelled; nothing was written\n');
    return 130;
  }
  if (error instanceof UserError) {
    world.stderr.write(`launch-ready: ${neutraliseLine(error.message, 1000)}\n  ${neutraliseLine(error.hint, 1000)}\n`);
    return 2;
  }
  const log = recordCrash(error, world);
  world.stderr.write(
    `launch-ready: something broke: ${neutraliseLine(hideSecrets(faultOf(error).message, world), 500)}\n  Details: ${log}\n`,
  );
  return 2;
}
