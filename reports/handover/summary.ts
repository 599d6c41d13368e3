import { outcomes, type Report } from '../../src/core/report.ts';
import { count } from '../../src/core/text.ts';
import { outcomeWords } from '../../src/core/words.ts';
import { type Block, code, type Fact, type Line, paragraph, section, strong, type Tone, text } from '../document.ts';
import { scopeName } from '../outline/verdict.ts';
import type { Outline } from '../outline.ts';
import { prose } from '../prose.ts';
import { and, moment, shortCommit } from '../words.ts';
import { nextSteps } from './next-steps.ts';

/** The verdict with everything that must be said in the same breath, then what was audited. */
export function summary(report: Report, outline: Outline): readonly Block[] {
  const { headline, because, beside } = outline.words;
  return [
    {
      kind: 'callout',
      tone: toneOf(report),
      content: [strong(`${headline}.`), text(' '), ...prose(because)],
      points: beside.map(prose),
    },
    paragraph([
      text(
        'This is the result of an automated audit. It holds what can be read of the code, the accounts and the live site ',
      ),
      text('against a list of what goes wrong at launches, and it ticks only what it saw itself.'),
    ]),
    section([text('What to do next')], [{ kind: 'list', ordered: true, items: nextSteps(outline) }]),
    section([text('What was audited')], [{ kind: 'facts', facts: factsOf(report) }]),
  ];
}

function toneOf(report: Report): Tone {
  if (report.verdict === 'not-ready') return 'bad';
  return report.verdict === 'ready' ? 'good' : 'warn';
}

function factsOf(report: Report): readonly Fact[] {
  const { target, tool } = report;
  const facts: Fact[] = [
    { label: 'Production', content: target.production === undefined ? unsaid : [code(target.production)] },
    { label: 'Preview', content: target.preview === undefined ? unsaid : [code(target.preview)] },
    { label: 'Code', content: commitLine(report) },
    { label: 'Live deployment', content: deployedLine(report) },
    { label: 'When', content: [text(`${moment(report.startedAt)}, took ${(report.ms / 1000).toFixed(1)} s`)] },
    { label: 'Tool', content: [text(`${tool.name} ${tool.version}`)] },
    { label: 'Scope', content: scopeLine(report) },
    { label: 'Outcome', content: [text(countsLine(report))] },
  ];
  return facts;
}

const unsaid: Line = [{ kind: 'text', text: 'not known to this run' }];

function commitLine(report: Report): Line {
  const { commit } = report.target;
  return commit === undefined ? [text('no commit known')] : [text('commit '), code(shortCommit(commit))];
}

function deployedLine({ target }: Report): Line {
  if (target.deployed === undefined) return unsaid;
  const live = [text('commit '), code(shortCommit(target.deployed))];
  if (target.commit === undefined) return live;
  const same = target.commit === target.deployed;
  return [...live, text(same ? ', the same as the code' : ', which is not the code that was audited')];
}

function scopeLine(report: Report): Line {
  const total = count(report.results.length, 'check');
  if (report.selection === undefined) return [text(`${total}, the whole catalogue`)];
  const { only, skip } = report.selection;
  const parts = [total];
  if (only.length > 0) parts.push(`only ${and(only.map(scopeName))}`);
  if (skip.length > 0) parts.push(`without ${and(skip.map(scopeName))}`);
  return prose(parts.join(', '));
}

/** `31 passed, 4 failed, 3 not verified`: every outcome that occurred, in the contract's order. */
export function countsLine(report: Report): string {
  const parts = outcomes
    .filter((outcome) => report.counts[outcome] > 0)
    .map((outcome) => `${report.counts[outcome]} ${outcomeWords[outcome]}`);
  return parts.length === 0 ? 'nothing was checked' : parts.join(', ');
}
