import { type Format, formats } from '../../reports/format.ts';
import { suggestion } from '../config/nearest.ts';
import { UserError } from '../core/fault.ts';

/** One `--output`: a format, and a file or stdout. */
export type Output = { readonly format: Format; readonly file?: string };

/** Reads `--output <format>[=<file>]` values. Throws `UserError` for an unknown format or two reports on stdout. */
export function parseOutputs(values: readonly string[]): readonly Output[] {
  const outputs = values.map(parseOutput);
  const onStdout = outputs.filter(({ file }) => file === undefined);
  if (onStdout.length <= 1) return outputs;
  const names = onStdout.map(({ format }) => format).join(' and ');
  throw new UserError(`${names} cannot both go to stdout.`, `Name a file: --output ${onStdout[1]?.format}=report.txt.`);
}

function parseOutput(value: string): Output {
  const cut = value.indexOf('=');
  const word = cut === -1 ? value : value.slice(0, cut);
  const format = formats.find((one) => one === word);
  if (format === undefined) {
    throw new UserError(`There is no format "${word}".${suggestion(word, formats)}`, `Formats: ${formats.join(', ')}.`);
  }
  if (cut === -1) return { format };
  const file = value.slice(cut + 1);
  if (file === '') throw new UserError(`--output ${value} names no file.`, `Write --output ${format}=<file>.`);
  return { format, file };
}
