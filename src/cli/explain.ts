import { suggestion } from '../config/nearest.ts';
import { artifactOf } from '../core/artifact.ts';
import type { AnyCheck } from '../core/check.ts';
import { UserError } from '../core/fault.ts';
import { catalogue } from './catalogue.ts';
import type { explainMail } from './explain-mail.ts';
import { commonFlags, parseFlags, parseWord } from './flags.ts';
import type { World } from './world.ts';

const flags = {
  ...commonFlags,
  format: { type: 'string' },
  mail: { type: 'string' },
  ip: { type: 'string' },
  helo: { type: 'string' },
} as const;

/** `launch-ready explain`: one check in full, or with `--mail` what SPF makes of a sender. */
export async function explainCommand(args: readonly string[], world: World): Promise<number> {
  const { values, positionals } = parseFlags(args, flags, 'explain', 1);
  if (values.mail !== undefined) return explainSender(values, positionals, world);
  const stray = (['ip', 'helo'] as const).find((name) => values[name] !== undefined);
  if (stray !== undefined) {
    throw new UserError(`--${stray} belongs to a sender.`, 'Name it with --mail user@example.com.');
  }
  const format = parseWord(values.format, ['text', 'json'], '--format') ?? 'text';
  const check = findCheck(positionals[0]);
  world.stdout.write(format === 'json' ? `${JSON.stringify(explanation(check), null, 2)}\n` : page(check));
  return 0;
}

type Values = Parameters<typeof explainMail>[0] & { readonly config?: string | undefined };

async function explainSender(values: Values, positionals: readonly string[], world: World): Promise<number> {
  const [check] = positionals;
  if (check !== undefined) throw new UserError('A check and --mail are two questions.', 'Ask one after the other.');
  const [{ explainMail }, { openDns }] = await Promise.all([import('./explain-mail.ts'), import('./open-dns.ts')]);
  return explainMail(values, world, () => openDns(values.config, world));
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
