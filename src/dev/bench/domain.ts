import { chainsOf } from './domain-chain.ts';
import { median, ms, type Row } from './row.ts';
import { type DomainRun, mailDomain, openTimedDomain } from './timed-domain.ts';

const latencyMs = 30;
const furtherMs = 100;
const runs = 7;
/** Questions to DNS that may be under way at one time, in all. */
const mostInFlight = 20;

/**
 * The four areas that see a domain from outside, from the first question or connection to the verdict on stdout, divided by the
 * longest chain of rounds that must wait for each other.
 *
 * As a second opinion, how much longer it takes when every answer takes 100 ms more: so many rounds really wait for each other, whatever
 * else the machine does. Questions that wait for one of 20 places make rounds too.
 */
export async function domainRatios(): Promise<readonly Row[]> {
  await using none = await openTimedDomain({ latencyMs: 0 });
  await using near = await openTimedDomain({ latencyMs });
  await using far = await openTimedDomain({ latencyMs: latencyMs + furtherMs });
  const own: number[] = [];
  const phases: number[] = [];
  const slopes: number[] = [];
  let last = await near.audit();
  for (let nth = 0; nth < runs; nth += 1) {
    own.push((await none.audit()).phase);
    last = await near.audit();
    phases.push(last.phase);
    slopes.push(((await far.audit()).phase - last.phase) / furtherMs);
  }
  const [longest] = await chainsOf(last, mailDomain, near.resolver);
  if (longest === undefined) throw new Error('the audit asked nothing');
  const { questions, visits, connections } = last;
  const phase = median(phases);
  const turns = Math.ceil(questions.length / mostInFlight);
  const seen = `${questions.length} questions, ${visits.length} requests, ${connections.length} connections`;
  return [
    {
      name: 'four areas on one domain ÷ longest dependent chain',
      how: `${ms(phase)} ÷ ${longest.rounds} rounds of ${latencyMs} ms (${longest.name}; ${seen}; ${ms(median(own))} without latency; medians of ${runs})`,
      measured: phase / (longest.rounds * latencyMs),
      aim: 1.5,
    },
    {
      name: 'rounds that wait for each other ÷ those that must',
      how: `${median(slopes).toFixed(1)} (more time by ${furtherMs} ms more latency) ÷ ${Math.max(longest.rounds, turns)} (chain ${longest.rounds}; ${questions.length} questions, ${mostInFlight} at a time: ${turns})`,
      measured: median(slopes) / Math.max(longest.rounds, turns),
      aim: 1.5,
    },
    await repeatedQuestions(),
  ];
}

async function repeatedQuestions(): Promise<Row> {
  await using repaired = await openTimedDomain({ latencyMs: 0 });
  await using broken = await openTimedDomain({ latencyMs: 0, repaired: false });
  const counted = [repeatsIn(await repaired.audit()), repeatsIn(await broken.audit())] as const;
  const twice = counted.flatMap((one) => one.twice);
  const [first, second] = counted.map(({ asked }) => asked);
  const said = twice.length === 0 ? '' : `: ${twice.slice(0, 3).join(', ')}`;
  return {
    name: 'questions to DNS asked twice in a run',
    how: `of ${first} (repaired launch) and ${second} (broken one)${said}`,
    measured: twice.length,
    aim: 0,
  };
}

// With checking disabled it is another question, and after a truncated answer TCP asks once more on purpose.
function repeatsIn({ questions }: DomainRun): { readonly asked: number; readonly twice: readonly string[] } {
  const keys = questions.map(({ server, name, type, transport, checkingDisabled }) =>
    [server, name, type, transport, checkingDisabled ? 'CD' : ''].join(' ').trim(),
  );
  const seen = new Set<string>();
  const twice = keys.filter((key) => seen.size === seen.add(key).size);
  return { asked: keys.length, twice };
}
