import { suggestion } from '../config/nearest.ts';
import { artifactOf } from '../core/artifact.ts';
import type { AnyCheck } from '../core/check.ts';
import { UserError } from '../core/fault.ts';
import { catalogue } from './catalogue.ts';
import { commonFlags, parseFlags, parseWord } from './flags.ts';
import type { World } from './world.ts';

/** `launch-ready explain <check>`: what one check looks at, why, and how to fix what it finds. */
export async function explainCommand(args: readonly string[], world: World): Promise<number> {
  const { values, positionals } = parseFlags(args, { ...commonFlags, format: { type: 'string' } }, 'explain', 1);
  const format = parseWord(values.format, ['text', 'json'], '--format') ?? 'text';
  const check = findCheck(positionals[0]);
  world.stdout.write(format === 'json' ? `${JSON.stringify(explanation(check), null, 2)}\n` : page(check));
  return 0;
}

function findCheck(id: string | undefined): AnyCheck {
  const ids = catalogue.checks.map(({ meta }) => meta.id);
  if (id === undefined) throw new UserError('Explain which check?', 'All checks: launch-ready checks.');
  const check = catalogue.checks.find(({ meta }) => meta.id === id);
  if (check === undefined)
    throw new UserError(`There is no check "${id}".${suggestion(id, ids)}`, 'All checks: launch-ready checks.');
  return check;
}

function explanation({ meta, needs }: AnyCheck) {
  const { id, title, severity, why, fix, refs, messages } = meta;
  return {
    id,
    title,
    severity,
    why,
    fix,
    refs,
    messages,
    reads: Object.values(needs).map((need) => artifactOf(need).id),
  };
}

function page(check: AnyCheck): string {
  const { id, title, severity, why, fix, refs, messages, reads } = explanation(check);
  return [
    `${id} (${severity})`,
    title,
    '',
    `Fails with  ${Object.values(messages).join('\n            ')}`,
    `Looks at    ${reads.join(', ')}`,
    `Why         ${why}`,
    `Do          ${fix}`,
    `Source      ${refs.join('\n            ')}`,
    '',
  ].join('\n');
}
