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
 * longest chain of rounds that wait for each other.
 *
 * As a second opinion, how much longer it takes with 100 ms more before every answer: this many rounds really wait for each other,
 * whatever the machine is doing. With at most 20 questions under way, more questions than 20 for each round of the chain are rounds too.
 */
export async function domainRatios(): Promise<readonly Row[]> {
  await using near = await openTimedDomain({ latencyMs });
  await using far = await openTimedDomain({ latencyMs: latencyMs + furtherMs });
  let last = await near.audit();
  await far.audit();
  const phases: number[] = [];
  const slopes: number[] = [];
  for (let nth = 0; nth < runs; nth += 1) {
    last = await near.audit();
    phases.push(last.phase);
    slopes.push(((await far.audit()).phase - last.phase) / furtherMs);
  }
  const [longest] = await chainsOf(last, mailDomain, near.resolver);
  if (longest === undefined) throw new Error('the audit asked nothing');
  const phase = median(phases);
  const slope = median(slopes);
  const turns = Math.ceil(last.questions.length / mostInFlight);
  const forced = Math.max(longest.rounds, turns);
  const seen = `${last.questions.length} questions, ${last.visits.length} requests, ${last.connections.length} connections`;
  return [
    {
      name: 'four areas on one domain ÷ longest dependent chain',
      how: `${ms(phase)} ÷ ${longest.rounds} rounds of ${latencyMs} ms (${longest.name}; ${seen}; median of ${runs})`,
      measured: phase / (longest.rounds * latencyMs),
      aim: 1.5,
    },
    {
      name: 'rounds that wait for each other ÷ those that must',
      how: `${slope.toFixed(1)} (by ${furtherMs} ms more latency) ÷ ${forced} (chain ${longest.rounds}; ${last.questions.length} questions, ${mostInFlight} at a time: ${turns})`,
      measured: slope / forced,
      aim: 1.5,
    },
    repeated(last),
  ];
}

// With checking disabled it is another question, and after a truncated answer TCP asks once more on purpose.
function repeated({ questions }: DomainRun): Row {
  const keys = questions.map(({ server, name, type, transport, checkingDisabled }) =>
    [server, name, type, transport, checkingDisabled ? 'CD' : ''].join(' ').trim(),
  );
  const times = Map.groupBy(keys, (key) => key);
  const twice = [...times].filter(([, same]) => same.length > 1).map(([key, same]) => `${key} ${same.length} times`);
  const how = `${keys.length} questions, ${times.size} different${twice.length === 0 ? '' : `: ${twice.slice(0, 3).join(', ')}`}`;
  return { name: 'questions to DNS asked twice in a run', how, measured: keys.length - times.size, aim: 0 };
}
