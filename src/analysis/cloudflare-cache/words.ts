import { neutraliseLine, withoutMiddle } from '../../core/text.ts';

/** Seconds in words: `2 h`, `20 min`, `1 d`, `90 s`. */
export function lasting(seconds: number): string {
  const units: readonly (readonly [size: number, unit: string])[] = [
    [86_400, 'd'],
    [3_600, 'h'],
    [60, 'min'],
  ];
  const [size, unit] = units.find(([one]) => seconds >= one && seconds % one === 0) ?? [1, 's'];
  return `${seconds / size} ${unit}`;
}

/** How long an answer is kept: `kept 2 h`; without seconds when they are not known, asked about each time for none. */
export function keptFor(seconds: number | undefined): string {
  if (seconds === 0) return 'kept, but asked about at the origin before each use,';
  return seconds === undefined ? 'kept' : `kept ${lasting(seconds)}`;
}

/** Text from outside inside a sentence: on one line, cut in its middle. */
export function shortened(text: string, most = 120): string {
  return withoutMiddle(neutraliseLine(text, 4_000), most);
}

/** A name from outside inside a sentence. */
export function quoted(name: string): string {
  return `"${shortened(name, 80)}"`;
}

/** `a`, `a and b`, `a, b and c`. */
export function enumerated(names: readonly string[]): string {
  if (names.length < 2) return names.join('');
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
