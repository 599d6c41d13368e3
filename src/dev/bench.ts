import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { domainRatios } from './bench/domain.ts';
import { edgeDecisions } from './bench/edge-decisions.ts';
import { firstFrameRatio } from './bench/first-frame.ts';
import { growthRatio } from './bench/growth.ts';
import { helpRatio } from './bench/help.ts';
import { peakMemory } from './bench/memory.ts';
import { requestPhaseRatio } from './bench/request-phase.ts';
import { type Row, table } from './bench/row.ts';
import { spfRatio } from './bench/spf.ts';

// Every aim is a ratio within this one run, so that a slow or busy machine moves both sides; nothing here fails a test.
const measures: readonly (() => Promise<Row | readonly Row[]>)[] = [
  requestPhaseRatio,
  domainRatios,
  spfRatio,
  edgeDecisions,
  helpRatio,
  firstFrameRatio,
  peakMemory,
  growthRatio,
];

async function main(): Promise<void> {
  if (!existsSync(join(import.meta.dirname, '../../dist/main.js'))) {
    process.stderr.write('bench: dist/main.js is missing\n  Run npm run build first.\n');
    process.exitCode = 2;
    return;
  }
  const rows: Row[] = [];
  for (const measure of measures) {
    for (const row of [await measure()].flat()) {
      process.stderr.write(`${row.name}: done\n`);
      rows.push(row);
    }
  }
  process.stdout.write(table(rows));
}

if (process.argv[1] === import.meta.filename) await main();
