import { timeAudit } from './product.ts';
import { median, ms, type Row } from './row.ts';
import { openTimedAccount } from './timed-account.ts';

const latencyMs = 20;
const runs = 3;

/** How much longer 1,000 variables take than 100, divided by how many more calls of the API they need. */
export async function growthRatio(): Promise<Row> {
  const few = await measure(100);
  const many = await measure(1_000);
  const time = many.phase / few.phase;
  const calls = many.calls / few.calls;
  const how = `time ${ms(many.phase)} ÷ ${ms(few.phase)} = ${time.toFixed(2)}; calls ${many.calls} ÷ ${few.calls} = ${calls.toFixed(2)}`;
  return { name: '1,000 ÷ 100 variables: growth of time ÷ growth of calls', how, measured: time / calls, aim: 1 };
}

async function measure(variables: number): Promise<{ readonly phase: number; readonly calls: number }> {
  await using account = await openTimedAccount({ latencyMs, variables });
  const phases: number[] = [];
  for (let nth = 0; nth < runs; nth += 1) {
    const { spoke = Number.NaN } = await timeAudit(account, { only: 'env' });
    phases.push(spoke - (account.arrivals()[0]?.at ?? Number.NaN));
  }
  return { phase: median(phases), calls: account.arrivals().length };
}
