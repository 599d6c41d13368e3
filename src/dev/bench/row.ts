/** One aim and what was measured. `measured` and `aim` are in the same unit; smaller is better. */
export type Row = {
  readonly name: string;
  /** What was divided by what, with the raw numbers. */
  readonly how: string;
  readonly measured: number;
  readonly aim: number;
  readonly unit?: string;
};

/** The rows as text, one line each, with whether the aim was reached. */
export function table(rows: readonly Row[]): string {
  const cells = rows.map(({ name, how, measured, aim, unit = '' }) => [
    measured <= aim ? 'ok  ' : 'over',
    `${measured.toFixed(2)}${unit}`,
    `aim ${aim}${unit}`,
    name,
    how,
  ]);
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  const lines = cells.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return `${lines.join('\n')}\n`;
}

/** The middle one of some numbers; the mean of the middle two where there is no middle one. */
export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  const upper = sorted[half] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? Number.NaN) + upper) / 2;
}

/** `12.3 ms` */
export function ms(duration: number): string {
  return `${duration.toFixed(duration < 100 ? 1 : 0)} ms`;
}
