import { areaOf, type CheckMeta } from '../core/check.ts';
import { catalogue } from './catalogue.ts';
import { parseFlags, parseWord, plainFlags } from './flags.ts';
import type { World } from './world.ts';

/** `launch-ready checks`: the catalogue. */
export async function checksCommand(args: readonly string[], world: World): Promise<number> {
  const { values } = parseFlags(args, plainFlags, 'checks', 0);
  const format = parseWord(values.format, ['text', 'json'], '--format') ?? 'text';
  const metas = catalogue.checks.map(({ meta }) => meta);
  world.stdout.write(format === 'json' ? `${JSON.stringify(metas.map(withArea), null, 2)}\n` : listing(metas));
  return 0;
}

function withArea(meta: CheckMeta) {
  const { id, title, severity, why, fix, refs } = meta;
  return { id, area: areaOf(id), title, severity, why, fix, refs };
}

function listing(metas: readonly CheckMeta[]): string {
  const width = Math.max(...metas.map(({ id }) => id.length));
  const lines = metas.map(({ id, severity, title }) => `${id.padEnd(width)}  ${severity.padEnd(7)}  ${title}`);
  return `${lines.join('\n')}\n\n${metas.length} checks. launch-ready explain <check> tells more.\n`;
}
