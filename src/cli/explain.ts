import { suggestion } from '../config/nearest.ts';
import { artifactOf } from '../core/artifact.ts';
import type { AnyCheck } from '../core/check.ts';
import { UserError } from '../core/fault.ts';
import { catalogue } from './catalogue.ts';
import { commonFlags, parseFlags, parseWord } from './flags.ts';
import type { World } from './world.ts';

const flags = {
  ...commonFlags,
  format: { type: 'string' },
  mail: { type: 'string' },
  ip: { type: 'string' },
  helo: { type: 'string' },
  path: { type: 'string', multiple: true },
  host: { type: 'string' },
  header: { type: 'string', multiple: true },
  'origin-header': { type: 'string', multiple: true },
  'origin-status': { type: 'string' },
} as const;

/** `launch-ready explain`: one check in full, with `--path` what the edge does with an answer, or with `--mail` what SPF makes of a sender. */
export async function explainCommand(args: readonly string[], world: World): Promise<number> {
  const { values, positionals } = parseFlags(args, flags, 'explain', 1);
  const [id] = positionals;
  refuseMixture(values, id);
  if (values.mail !== undefined) return explainSender(values, world);
  if (values.path !== undefined) {
    const [path, ...others] = values.path;
    if (others.length > 0)
      throw new UserError('--path stands twice: they are two questions.', 'Ask one after the other.');
    const { explainPath } = await import('./explain-path.ts');
    return explainPath({ ...values, path }, world);
  }
  const format = parseWord(values.format, ['text', 'json'], '--format') ?? 'text';
  const check = findCheck(id);
  world.stdout.write(format === 'json' ? `${JSON.stringify(explanation(check), null, 2)}\n` : page(check));
  return 0;
}

type Values = ReturnType<typeof parseFlags<typeof flags>>['values'];

const questions = [
  { name: 'mail', own: ['ip', 'helo'], what: 'a sender', next: '--mail user@example.com' },
  {
    name: 'path',
    own: ['host', 'header', 'origin-header', 'origin-status'],
    what: 'a path',
    next: '--path /dashboard',
  },
] as const;

function refuseMixture(values: Values, check: string | undefined): void {
  const asked = questions.filter(({ name }) => values[name] !== undefined).map(({ name }) => `--${name}`);
  const subjects = [...(check === undefined ? [] : ['A check']), ...asked];
  if (subjects.length > 1) {
    throw new UserError(
      `${subjects.join(' and ')} are ${subjects.length === 2 ? 'two' : 'three'} questions.`,
      'Ask one after the other.',
    );
  }
  for (const { name, own, what, next } of questions) {
    const stray = values[name] === undefined ? own.find((flag) => values[flag] !== undefined) : undefined;
    if (stray !== undefined) throw new UserError(`--${stray} belongs to ${what}.`, `Name it with ${next}.`);
  }
}

async function explainSender(values: Values, world: World): Promise<number> {
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
