import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import type { Layout } from '../state/layout.ts';
import type { SessionState, Toast } from '../state/model.ts';
import { colours, type Symbols, type Tone } from '../theme.ts';
import { clip } from '../width.ts';
import { CredentialField } from './credential-field.tsx';

type Props = { readonly state: SessionState; readonly layout: Layout; readonly symbols: Symbols };

/** The lines above the key bar: the open field, the question to answer, what just happened. */
export function Status({ state, layout, symbols }: Props): ReactNode {
  const messages = state.field === undefined ? layout.status : layout.status.slice(1);
  const tone = state.overlay?.kind === 'confirm' ? 'warn' : toneOfToast[state.toast?.tone ?? 'note'];
  return (
    <Box flexDirection="column" height={layout.status.length} flexShrink={0}>
      {state.field?.kind === 'credential' && (
        <CredentialField
          variable={state.field.variable}
          length={[...state.field.text].length}
          columns={layout.columns}
          symbols={symbols}
        />
      )}
      {state.field?.kind === 'filter' && (
        <Text> /{clip(`${state.filter.text}_`, layout.columns - 3, symbols.more)}</Text>
      )}
      {messages.map((line, index) => (
        <Text key={index} color={colours[tone]}>
          {` ${index === 0 && line !== '' ? signOf(state, symbols) : ' '} ${line}`}
        </Text>
      ))}
    </Box>
  );
}

const toneOfToast = { done: 'pass', note: 'accent', problem: 'fail' } as const satisfies Record<Toast['tone'], Tone>;

function signOf(state: SessionState, { outcome, bullet }: Symbols): string {
  if (state.overlay?.kind === 'confirm') return outcome.unknown;
  const signs = { done: outcome.pass, note: bullet, problem: outcome.error };
  return signs[state.toast?.tone ?? 'note'];
}
