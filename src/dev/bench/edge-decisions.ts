import { compileEdge } from '../../analysis/cloudflare-cache/compile-edge.ts';
import { unknownOrigin } from '../../analysis/cloudflare-cache/origin-answer.ts';
import type { CacheQuestion } from '../../analysis/cloudflare-cache/question.ts';
import { answer, cacheRule, edgeWithCacheRules, kept, visit } from '../../analysis/cloudflare-cache/testing.ts';
import type { CloudflareEdge } from '../../artifacts/cloudflare/edge.ts';
import { median, ms, type Row } from './row.ts';

const paths = 1_000;
const rules = 200;
const rounds = 9;
const warming = 3;
const longPath = 10_000;
const regexTimes = 10;
const openPaths = 20;
const openRules = 4;

/** How the time of deciding private paths grows with paths and with rules, and what a hostile regex costs. In one thread. */
export async function edgeDecisions(): Promise<readonly Row[]> {
  const questions = questionsOf(2 * paths);
  const usual = () => decideAll(edgeOf(rules), questions.slice(0, paths));
  const twicePaths = () => decideAll(edgeOf(rules), questions);
  const twiceRules = () => decideAll(edgeOf(2 * rules), questions.slice(0, paths));
  const [once = Number.NaN, wider = Number.NaN, deeper = Number.NaN] = inTurns([usual, twicePaths, twiceRules]);
  const perSecond = Math.round((paths * 1_000) / once).toLocaleString('en');
  const speed = `${paths} paths × ${rules} rules in ${ms(once)}, reading the rules too: ${perSecond} decisions a second`;
  return [
    {
      name: 'cache decisions: twice the paths ÷ twice the time',
      how: `${ms(wider)} ÷ 2 × ${ms(once)} (${speed}; medians of ${rounds - warming}, in turns)`,
      measured: wider / (2 * once),
      aim: 1.2,
    },
    {
      name: 'cache decisions: twice the rules ÷ twice the time',
      how: `${ms(deeper)} ÷ 2 × ${ms(once)}`,
      measured: deeper / (2 * once),
      aim: 1.2,
    },
    regexRatio(),
    unknownOriginRow(),
  ];
}

/** A path that the repository alone names, under rules about cookies that keep it for different times. */
function unknownOriginRow(): Row {
  const questions = questionsOf(openPaths).map(({ request }) => ({ request, origin: unknownOrigin }));
  const edge = edgeWithCacheRules(
    ...Array.from({ length: openRules }, (_, nth) =>
      cacheRule(kept(60 + nth), { id: `${nth}`, expression: `http.cookie contains "session-${nth}="` }),
    ),
  );
  const [all = Number.NaN] = inTurns([() => decideAll(edge, questions)]);
  return {
    name: 'a path whose answer is not known, ms',
    how: `${ms(all)} for ${openPaths} paths under ${openRules} rules about cookies, each with a time of its own`,
    measured: all / openPaths,
    aim: 5,
  };
}

/** The pathological regex against a benign one, on the same path. Throws when either comes to another decision than it should. */
function regexRatio(): Row {
  const pathological = regexDecision('(a+)+$');
  const benign = regexDecision('a+$');
  const [hostile = Number.NaN, plain = Number.NaN] = inTurns([pathological, benign]);
  return {
    name: 'a rule with (a+)+$ ÷ one with a+$',
    how: `${ms(hostile / regexTimes)} ÷ ${ms(plain / regexTimes)} a decision on ${longPath} times "a" and one "b"`,
    measured: hostile / plain,
    aim: 2,
  };
}

function regexDecision(pattern: string): () => void {
  const rule = cacheRule({ cache: false }, { expression: `http.request.uri.path matches "${pattern}"` });
  const decide = compileEdge(edgeWithCacheRules(rule));
  return () => {
    for (let time = 0; time < regexTimes; time += 1) {
      const request = visit({ path: `/${'a'.repeat(longPath)}b` });
      const { steps } = decide({ request, origin: answer(200) });
      if (steps.find(({ step }) => step === 'cache-rule')?.matched !== false) throw new Error(`${pattern} matched`);
    }
  };
}

function decideAll(edge: CloudflareEdge, questions: readonly CacheQuestion[]): void {
  const decide = compileEdge(edge);
  for (const question of questions) decide(question);
}

function questionsOf(count: number): readonly CacheQuestion[] {
  const origin = answer(200, 'cache-control: private, no-store', 'content-type: text/html');
  return Array.from({ length: count }, (_, nth) => ({ request: visit({ path: `/account/${nth}/orders` }), origin }));
}

/** Rules as zones have them, of every kind in turn; some match, some cannot be told without the visitor's cookies. */
function edgeOf(count: number): CloudflareEdge {
  const made = Array.from({ length: count }, (_, nth) => {
    const expression = expressions[nth % expressions.length] ?? 'true';
    const parameters =
      nth % 3 === 0 ? { cache: false } : { cache: true, edge_ttl: { mode: 'override_origin', default: 60 } };
    return cacheRule(parameters, {
      id: `${nth}`,
      name: `rule ${nth}`,
      expression: expression.replaceAll('N', `${nth}`),
    });
  });
  return edgeWithCacheRules(...made);
}

const expressions: readonly string[] = [
  'http.host eq "shop.example.com" and starts_with(http.request.uri.path, "/static/N/")',
  'http.request.uri.path in {"/a/N" "/b/N" "/c/N"}',
  'http.request.full_uri wildcard "https://shop.example.com/account/N*"',
  'http.request.uri.path matches "^/account/[0-9]+N/"',
  '(http.request.uri.path contains "/orders" and not http.request.uri.query contains "N")',
  'http.cookie contains "session-N="',
  'lower(http.request.uri.path) eq "/n/N" or http.request.uri.path.extension in {"css" "js"}',
  'any(http.request.headers["x-n"][*] eq "N") and ssl',
];

/** Milliseconds for each of the ways, taken in turns. */
function inTurns(ways: readonly (() => void)[]): readonly number[] {
  const measured: number[][] = ways.map(() => []);
  for (let round = 0; round < rounds; round += 1) {
    for (const [nth, way] of ways.entries()) {
      const started = performance.now();
      way();
      if (round >= warming) measured[nth]?.push(performance.now() - started);
    }
  }
  return measured.map(median);
}
