import type { ReportOptions } from '../../reports/format.ts';
import type { AuditOptions } from './audit-options.ts';
import { decideAscii, decideColor } from './mode.ts';
import type { World } from './world.ts';

/** How reports look on this terminal. */
export function lookOf(options: Pick<AuditOptions, 'noColor'>, world: World): ReportOptions {
  return {
    color: decideColor(world.env, options.noColor, world.stdout.isTTY === true),
    width: Math.max(40, Math.min(world.stdout.columns ?? 80, 100)),
    ascii: decideAscii(world.env, world.platform),
  };
}
