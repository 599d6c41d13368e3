import { tmpdir } from 'node:os';
import { productScript, timeNode } from './product.ts';
import { median, ms, type Row } from './row.ts';

const runs = 31;

/** `launch-ready --help` divided by Node doing nothing, taken in turns. */
export async function helpRatio(): Promise<Row> {
  const help: number[] = [];
  const bare: number[] = [];
  await timeNode([productScript, '--help'], tmpdir());
  for (let nth = 0; nth < runs; nth += 1) {
    help.push(await wall([productScript, '--help']));
    bare.push(await wall(['-e', '0']));
  }
  const how = `${ms(median(help))} ÷ ${ms(median(bare))} (medians of ${runs}, in turns)`;
  return { name: '--help ÷ node -e 0', how, measured: median(help) / median(bare), aim: 2 };
}

async function wall(words: readonly string[]): Promise<number> {
  const { code, started, ended } = await timeNode(words, tmpdir());
  if (code !== 0) throw new Error(`node ${words.join(' ')} ended with ${code}`);
  return ended - started;
}
