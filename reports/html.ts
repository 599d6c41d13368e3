import type { Report } from '../src/core/report.ts';
import {
  type Block,
  type Fact,
  type Inline,
  type Item,
  type Line,
  plain,
  type Section,
  type Tick,
} from './document.ts';
import { handover } from './handover.ts';
import { escapeHtml } from './html/escape.ts';
import { style, styleHash } from './html/style.ts';

/** The handover as one HTML file that loads nothing, runs nothing and reads well on paper. */
export function html(report: Report): string {
  const { title, blocks } = handover(report);
  const policy = `default-src 'none'; style-src '${styleHash}'; base-uri 'none'; form-action 'none'`;
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="referrer" content="no-referrer">',
    '<meta name="robots" content="noindex">',
    `<title>${escapeHtml(plain(title))}</title>`,
    `<style>${style}</style>`,
    '</head>',
    '<body>',
    '<main>',
    `<h1>${inline(title)}</h1>`,
    ...blocks.map((block) => element(block, 2)),
    '</main>',
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

function element(block: Block, level: number): string {
  switch (block.kind) {
    case 'section':
      return sectionElement(block, level);
    case 'paragraph':
      return `<p>${inline(block.content)}</p>`;
    case 'callout': {
      const points = block.points.map((point) => `<li>${inline(point)}</li>`).join('');
      const list = points === '' ? '' : `<ul>${points}</ul>`;
      return `<div class="callout ${block.tone}"><p>${inline(block.content)}</p>${list}</div>`;
    }
    case 'facts':
      return `<dl>\n${block.facts.map(factElement).join('\n')}\n</dl>`;
    case 'list': {
      const tag = block.ordered ? 'ol' : 'ul';
      return `<${tag}>\n${block.items.map((item) => itemElement(item, level)).join('\n')}\n</${tag}>`;
    }
    case 'ticks':
      return `<ul class="ticks">\n${block.ticks.map(tickElement).join('\n')}\n</ul>`;
    case 'table':
      return tableElement(block.columns, block.rows);
  }
}

function sectionElement(block: Section, level: number): string {
  const tone = block.tone === undefined ? '' : ` class="${block.tone}"`;
  const inner = block.blocks.map((nested) => element(nested, level + 1)).join('\n');
  return `<section${tone}>\n<h${level}>${inline(block.heading)}</h${level}>\n${inner}\n</section>`;
}

function factElement(fact: Fact): string {
  const content = fact.verbatim === undefined ? inline(fact.content) : `<pre>${escapeHtml(fact.verbatim)}</pre>`;
  return `<dt>${escapeHtml(fact.label)}</dt><dd>${content}</dd>`;
}

function itemElement(item: Item, level: number): string {
  const nested = (item.blocks ?? []).map((block) => element(block, level)).join('\n');
  return `<li>${inline(item.content)}${nested}</li>`;
}

function tickElement(tick: Tick): string {
  // The word says what the box says, so readers who listen are spared the box.
  const mark = `<b><span aria-hidden="true">${tick.done ? '☑' : '☐'}</span> ${escapeHtml(tick.word)}</b>`;
  return `<li${tick.done ? ' class="done"' : ''}>${mark} <span>${inline(tick.content)}</span></li>`;
}

// The first cell names its row, for readers who hear the table.
function tableElement(columns: readonly Line[], rows: readonly (readonly Line[])[]): string {
  const head = columns.map((column) => `<th scope="col">${inline(column)}</th>`).join('');
  const body = rows.map((cells) => {
    const [first, ...others] = cells;
    const name = first === undefined ? '' : `<th scope="row">${inline(first)}</th>`;
    return `<tr>${name}${others.map((cell) => `<td>${inline(cell)}</td>`).join('')}</tr>`;
  });
  const table = `<table>\n<thead><tr>${head}</tr></thead>\n<tbody>\n${body.join('\n')}\n</tbody>\n</table>`;
  return `<div class="wide" role="region" aria-label="Table" tabindex="0">${table}</div>`;
}

function inline(line: Line): string {
  return line.map(inlineElement).join('').trim();
}

function inlineElement(part: Inline): string {
  if (part.kind === 'link')
    return `<a href="${escapeHtml(part.url)}" rel="noreferrer noopener">${escapeHtml(part.url)}</a>`;
  const words = escapeHtml(part.text);
  if (part.kind === 'code') return `<code>${words}</code>`;
  return part.kind === 'strong' ? `<strong>${words}</strong>` : words;
}
