const categories: Readonly<Record<string, string>> = {
  letter: 'L',
  casedletter: 'LC',
  uppercaseletter: 'Lu',
  lowercaseletter: 'Ll',
  titlecaseletter: 'Lt',
  modifierletter: 'Lm',
  otherletter: 'Lo',
  mark: 'M',
  nonspacingmark: 'Mn',
  spacingmark: 'Mc',
  enclosingmark: 'Me',
  number: 'N',
  decimalnumber: 'Nd',
  letternumber: 'Nl',
  othernumber: 'No',
  punctuation: 'P',
  connectorpunctuation: 'Pc',
  dashpunctuation: 'Pd',
  openpunctuation: 'Ps',
  closepunctuation: 'Pe',
  symbol: 'S',
  mathsymbol: 'Sm',
  currencysymbol: 'Sc',
  separator: 'Z',
  spaceseparator: 'Zs',
};
const prefix = /^\s*(?:script|sc|general[\s_-]?category|gc)\s*[=:]\s*/i;
// With or without unassigned code points and surrogates: RE2 and Rust do not mean the same.
const disputed = new Set(['C', 'Cn', 'Cs']);

/**
 * A Unicode class in RE2's syntax, from its letter `p` or `P` and its name, which Rust takes in any case and with blanks or
 * dashes; `undefined` for one that is not translated. https://docs.rs/regex/latest/regex/#matching-one-character
 */
export function propertySource(letter: 'p' | 'P', written: string): string | undefined {
  const words = written
    .replace(prefix, '')
    .trim()
    .split(/[\s_-]+/);
  if (words.some((word) => !/^[A-Za-z]+$/.test(word))) return undefined;
  const joined = words.join('').toLowerCase();
  const name = Object.hasOwn(categories, joined) ? categories[joined] : words.map(capitalized).join('_');
  return name === undefined || disputed.has(name) ? undefined : `\\${letter}{${name}}`;
}

function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1).toLowerCase();
}
