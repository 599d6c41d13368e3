import type { Reporter } from '../src/core/report.ts';
import type { Format, ReportOptions } from './format.ts';
import { github } from './github.ts';
import { html } from './html.ts';
import { json } from './json.ts';
import { junit } from './junit.ts';
import { markdown } from './markdown.ts';
import { sarif } from './sarif.ts';
import { terminal } from './terminal.ts';

export { type Format, formats, type ReportOptions } from './format.ts';

/** Every way to write a report. Each ends with a newline; the same report and options give the same bytes. */
export const reporters: Readonly<Record<Format, Reporter<ReportOptions>>> = {
  terminal,
  markdown,
  json,
  sarif,
  junit,
  github,
  html,
};
