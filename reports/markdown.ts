import type { Report } from '../src/core/report.ts';
import type { Block, Fact, Inline, Item, Line, Tick } from './document.ts';
import { handover } from './handover.ts';
import {
  autolink,
  codeBlock,
  codeCell,
  codeSpan,
  escapeCell,
  escapeStart,
  escapeText,
  gap,
} from './markdown/escape.ts';

/** The handover as GitHub-flavoured markdown. https://github.github.com/gfm/ */
export function markdown(report: Report): string {
  const { title, blocks } = handover(report);
  return `${[`# ${inline(title)}`, ...blockLines(blocks, 2)].join('\n')}\n`;
}

function blockLines(blocks: readonly Block[], level: number): readonly string[] {
  return blocks.flatMap((block) => ['', ...linesOf(block, level)]);
}

function linesOf(block: Block, level: number): readonly string[] {
  switch (block.kind) {
    case 'section':
      return [`${'#'.repeat(level)} ${inline(block.heading)}`, ...blockLines(block.blocks, level + 1)];
    case 'paragraph':
      return [escapeStart(inline(block.content))];
    case 'callout':
      return calloutLines(block.content, block.points);
    case 'facts':
      return block.facts.flatMap(factLines);
    case 'list':
      return block.items.flatMap((item, index) => itemLines(item, block.ordered ? `${index + 1}.` : '-', level));
    case 'ticks':
      return block.ticks.map(tickLine);
    case 'table':
      return tableLines(block.columns, block.rows);
  }
}

function calloutLines(content: Line, points: readonly Line[]): readonly string[] {
  const lines = [escapeStart(inline(content))];
  if (points.length > 0) lines.push('', ...points.map((point) => `- ${escapeStart(inline(point))}`));
  return lines.map((line) => `> ${line}`.trimEnd());
}

function factLines(fact: Fact): readonly string[] {
  const label = `- **${escapeText(fact.label)}:**`;
  if (fact.verbatim === undefined) return [`${label} ${inline(fact.content)}`];
  return [label, '', ...indent(codeBlock(fact.verbatim), '  '), ''];
}

function itemLines(item: Item, marker: string, level: number): readonly string[] {
  const nested = (item.blocks ?? []).flatMap((block) => linesOf(block, level));
  return [`${marker} ${escapeStart(inline(item.content))}`, ...indent(nested, ' '.repeat(marker.length + 1))];
}

function tickLine(tick: Tick): string {
  return `- [${tick.done ? 'x' : ' '}] **${escapeText(tick.word)}** ${inline(tick.content)}`;
}

function tableLines(columns: readonly Line[], rows: readonly (readonly Line[])[]): readonly string[] {
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [row(columns.map(cell)), row(columns.map(() => '---')), ...rows.map((cells) => row(cells.map(cell)))];
}

function inline(line: Line): string {
  return joined(line, escapeText, codeSpan);
}

function cell(line: Line): string {
  return joined(line, escapeCell, codeCell);
}

type Written = (text: string) => string;

function joined(line: Line, words: Written, quoted: Written): string {
  let written = '';
  for (const part of line) {
    const next = inlineOf(part, words, quoted);
    // Fences that touch are one longer fence, and what they hold is loose.
    written += written.endsWith('`') && next.startsWith('`') ? gap + next : next;
  }
  return written.trim();
}

function inlineOf(part: Inline, words: Written, quoted: Written): string {
  if (part.kind === 'link') return autolink(part.url);
  if (part.kind === 'code') return quoted(part.text);
  return part.kind === 'strong' ? `**${words(part.text)}**` : words(part.text);
}

function indent(lines: readonly string[], by: string): readonly string[] {
  return lines.map((line) => (line === '' ? '' : by + line));
}
