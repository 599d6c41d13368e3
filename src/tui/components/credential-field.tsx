import { Text } from 'ink';
import type { ReactNode } from 'react';
import { count } from '../../core/text.ts';
import { colours, type Symbols } from '../theme.ts';
import { clip } from '../width.ts';

type Props = {
  readonly variable: string;
  /** How many characters were typed: the text itself never comes here. */
  readonly length: number;
  readonly columns: number;
  readonly symbols: Symbols;
};

const mostBullets = 24;

/** A credential being typed: its name, bullets, and how long it is. */
export function CredentialField({ variable, length, columns, symbols }: Props): ReactNode {
  const bullets = symbols.bullet.repeat(Math.min(length, mostBullets));
  const words = length === 0 ? 'type or paste it; it stays in memory' : count(length, 'character');
  return <Text color={colours.accent}>{clip(` ${variable}  ${bullets}_  ${words}`, columns - 1, symbols.more)}</Text>;
}
