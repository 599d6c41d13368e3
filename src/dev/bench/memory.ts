import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { timeAudit } from './product.ts';
import { median, type Row } from './row.ts';
import { openTimedAccount } from './timed-account.ts';

const runs = 5;

/** The most memory that a whole `audit` held at one time, in its own process, in MiB: provider, repository, DNS, TLS and web. */
export async function peakMemory(): Promise<Row> {
  await using account = await openTimedAccount({ latencyMs: 0 });
  const folder = await mkdtemp(join(tmpdir(), 'launch-ready-memory-'));
  try {
    const peaks: number[] = [];
    for (let nth = 0; nth < runs; nth += 1) {
      const file = join(folder, String(nth));
      await timeAudit(account, { node: ['--import', noteAtExit(file)] });
      peaks.push(Number(await readFile(file, 'utf8')) / 1024);
    }
    const how = `from ${Math.min(...peaks).toFixed(0)} to ${Math.max(...peaks).toFixed(0)} MiB in ${runs} runs`;
    return { name: 'peak memory of a whole audit', how, measured: median(peaks), aim: 200, unit: ' MiB' };
  } finally {
    await rm(folder, { recursive: true });
  }
}

// On Linux `maxRSS` of a child can be that of the process it was forked from; the kernel's own high-water mark cannot.
function noteAtExit(file: string): string {
  const code = `
    import { readFileSync, writeFileSync } from 'node:fs';
    const peak = () => process.platform === 'linux'
      ? /VmHWM:\\s+(\\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1]
      : String(process.resourceUsage().maxRSS);
    process.on('exit', () => writeFileSync(${JSON.stringify(file)}, peak()));`;
  return `data:text/javascript,${encodeURIComponent(code)}`;
}
