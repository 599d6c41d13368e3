import { timeAudit } from './product.ts';
import { median, ms, type Row } from './row.ts';
import { type Arrival, openTimedAccount } from './timed-account.ts';

const latencyMs = 80;
const runs = 7;
// The one area that asks the provider alone; the four that ask the domain have a measure of their own.
const only = 'env';

/** From the first request to the verdict on stdout, divided by the longest chain of calls that had to wait for each other. */
export async function requestPhaseRatio(): Promise<Row> {
  await using account = await openTimedAccount({ latencyMs });
  await timeAudit(account, { only });
  const phases: number[] = [];
  let chain = 0;
  let requests = 0;
  for (let nth = 0; nth < runs; nth += 1) {
    const { spoke = Number.NaN } = await timeAudit(account, { only });
    const arrivals = account.arrivals();
    phases.push(spoke - (arrivals[0]?.at ?? Number.NaN));
    chain = chainOf(arrivals);
    requests = arrivals.length;
  }
  const phase = median(phases);
  const how = `${ms(phase)} ÷ ${chain} rounds of ${latencyMs} ms (${requests} requests, median of ${runs})`;
  return {
    name: 'one provider: first request to verdict ÷ chain of dependent calls',
    how,
    measured: phase / (chain * latencyMs),
    aim: 1.3,
  };
}

/** Each page of a list names the next, and a value's id stands in the list: pages one after the other, then one value. */
function chainOf(arrivals: readonly Arrival[]): number {
  const countOf = (route: Arrival['route']): number => arrivals.filter((arrival) => arrival.route === route).length;
  const own = countOf('variables') + (countOf('variable') > 0 ? 1 : 0);
  const shared = countOf('shared-variables') + (countOf('shared-variable') > 0 ? 1 : 0);
  return Math.max(own, shared, countOf('domains'), countOf('project'));
}
