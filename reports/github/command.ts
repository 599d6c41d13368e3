import { evidenceLimit, neutralise } from '../../src/core/text.ts';

/** The three kinds of annotation GitHub knows. */
export type Level = 'error' | 'warning' | 'notice';

/** Where GitHub shows an annotation and what it says above it; the file is relative to the repository. */
export type CommandProperties = { readonly file?: string; readonly line?: number; readonly title: string };

/** One workflow command on one line. https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands */
export function command(level: Level, { file, line, title }: CommandProperties, message: string): string {
  const properties = [
    ...(file === undefined ? [] : [`file=${property(file)}`]),
    ...(line === undefined ? [] : [`line=${line}`]),
    `title=${property(title)}`,
  ];
  return `::${level} ${properties.join(',')}::${data(message)}`;
}

// What GitHub's own toolkit escapes: without it a message could begin a command of its own.
function data(text: string): string {
  return neutralise(text, 2 * evidenceLimit)
    .replaceAll('%', '%25')
    .replaceAll('\r', '%0D')
    .replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
