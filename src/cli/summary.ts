import { relative } from 'node:path';
import { outcomes, type Report } from '../core/report.ts';
import { neutralise } from '../core/text.ts';
import { outcomeWords } from '../core/words.ts';
import type { AuditOptions } from './audit-options.ts';

const verdictWords = {
  ready: 'READY',
  'not-ready': 'NOT READY',
  undetermined: 'UNDETERMINED: what could not be verified is not ready',
} as const;

/** The five lines that stay in the scrollback: verdict, counts, report, next step, the command to repeat the run. */
export function sessionSummary(report: Report, files: readonly string[], options: AuditOptions, cwd: string): string {
  return [
    `launch-ready  ${report.target.production ?? report.target.root}  ${verdictWords[report.verdict]}`,
    `Checks        ${countsLine(report)}`,
    `Handover      ${files.map((file) => nearPath(file, cwd)).join(', ') || 'not written'}`,
    `Next          ${nextStep(report)}`,
    `Again         ${repeatCommand(options, cwd)}`,
  ]
    .map((line) => `${neutralise(line.replaceAll('\n', ' '), 1000)}\n`)
    .join('');
}

/** How many checks ended in which way, in words. */
export function countsLine({ counts }: Report): string {
  return outcomes
    .filter((outcome) => counts[outcome] > 0)
    .map((outcome) => `${counts[outcome]} ${outcomeWords[outcome]}`)
    .join(', ');
}

function nextStep({ results }: Report): string {
  const worst = results.find(({ outcome }) => outcome === 'fail');
  if (worst !== undefined) return `${worst.check}: launch-ready explain ${worst.check}`;
  const open = results.find(({ outcome }) => outcome === 'unavailable' || outcome === 'unknown' || outcome === 'error');
  return open === undefined ? 'pass the handover on' : `${open.check}: launch-ready explain ${open.check}`;
}

function repeatCommand(options: AuditOptions, cwd: string): string {
  const { command, root, config, readValues, repaired, probe, probeProduction } = options;
  const widest = probeProduction ? ['--probe-production'] : ['--probe'];
  const probes = probe ? widest : [];
  if (command === 'demo') return ['launch-ready demo', ...(repaired ? ['--repaired'] : []), ...probes].join(' ');
  const directory = nearPath(root, cwd);
  return [
    'launch-ready audit',
    ...(directory === '.' ? [] : [directory]),
    ...(config === undefined ? [] : ['--config', nearPath(config, cwd)]),
    ...(readValues ? ['--read-values'] : []),
    ...probes,
  ].join(' ');
}

// Below the working directory a relative path is what one types; elsewhere only the whole path helps.
function nearPath(path: string, cwd: string): string {
  const near = relative(cwd, path);
  if (near === '') return '.';
  return near.startsWith('..') ? path : near;
}
