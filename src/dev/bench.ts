import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { firstFrameRatio } from './bench/first-frame.ts';
import { growthRatio } from './bench/growth.ts';
import { helpRatio } from './bench/help.ts';
import { peakMemory } from './bench/memory.ts';
import { requestPhaseRatio } from './bench/request-phase.ts';
import { type Row, table } from './bench/row.ts';

// Every aim is a ratio within this one run, so that a slow or busy machine moves both sides; nothing here fails a test.
const measures: readonly (() => Promise<Row>)[] = [
  requestPhaseRatio,
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
    const row = await measure();
    process.stderr.write(`${row.name}: done\n`);
    rows.push(row);
  }
  process.stdout.write(table(rows));
}

if (process.argv[1] === import.meta.filename) await main();
