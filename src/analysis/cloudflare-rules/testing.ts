import { evaluateExpression, evaluateText } from './evaluate.ts';
import { parseExpression, parseTextExpression } from './parse.ts';
import type { EdgeRequest, EdgeResponse, Truth } from './request.ts';
import type { RuleList, RuleWorld } from './world.ts';

type Told = {
  readonly request?: Partial<Omit<EdgeRequest, 'headers'>>;
  readonly headers?: Readonly<Record<string, readonly string[]>>;
  readonly response?: { readonly status?: number; readonly headers?: Readonly<Record<string, readonly string[]>> };
  readonly lists?: Readonly<Record<string, RuleList>>;
};

/** A world for tests: `GET https://shop.example.com/account/orders?page=2` unless told otherwise, nothing known of its headers. */
export function worldOf({ request = {}, headers = {}, response, lists = {} }: Told = {}): RuleWorld {
  const path = request.path ?? '/account/orders';
  const query = request.query ?? 'page=2';
  return {
    request: {
      method: 'GET',
      scheme: 'https',
      host: 'shop.example.com',
      path,
      query,
      rawPath: path,
      rawQuery: query,
      ...request,
      headers: new Map(Object.entries(headers)),
    },
    ...(response !== undefined && { response: answerOf(response) }),
    lists: new Map(Object.entries(lists)),
  };
}

/** What an expression answers; for one that is refused, the place and the words. */
export function answer(text: string, world: RuleWorld = worldOf()): Truth | string {
  const parsed = parseExpression(text);
  return parsed.state === 'parsed' ? evaluateExpression(parsed.expression, world) : `@${parsed.at} ${parsed.message}`;
}

/** Where an expression is refused; `undefined` when it is not. */
export function refusedAt(text: string): number | undefined {
  const parsed = parseExpression(text);
  return parsed.state === 'refused' ? parsed.at : undefined;
}

/** What a value expression computes; for one that is refused, the place and the words. */
export function textOf(text: string, world: RuleWorld = worldOf()): string | undefined {
  const parsed = parseTextExpression(text);
  return parsed.state === 'parsed' ? evaluateText(parsed.expression, world) : `@${parsed.at} ${parsed.message}`;
}

function answerOf({ status, headers = {} }: NonNullable<Told['response']>): EdgeResponse {
  return { status, headers: new Map(Object.entries(headers)) };
}
