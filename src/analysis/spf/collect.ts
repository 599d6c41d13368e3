import type { MaybePromise, SpfQuestion, SpfReply } from './asking.ts';
import { answerKey, askingTerms, publishedAt, type SpfAnswers } from './published.ts';

/** How far a walk goes: questions in all, and includes below one another. */
export const walkLimits = { questions: 120, levels: 16 } as const;

type Walking = {
  readonly answers: Map<string, SpfReply>;
  readonly ask: (question: SpfQuestion) => MaybePromise<SpfReply>;
};

/**
 * Asks for everything that the SPF trees of `domains` stand on, without a sender: every include and redirect, and whether
 * the names of a, mx and exists are there. One level is asked at a time, all of it at once, so that a walk takes as long as
 * the tree is deep. Within `walkLimits`; what was left out is missing in the answers. Throws what `ask` throws.
 */
export async function collectSpfAnswers(domains: readonly string[], ask: Walking['ask']): Promise<SpfAnswers> {
  const walking: Walking = { answers: new Map(), ask };
  const seen = new Set<string>();
  let level: readonly string[] = domains;
  let questions: readonly SpfQuestion[] = domains.map((name) => ({ name, type: 'TXT' }));
  for (let depth = 0; depth < walkLimits.levels && questions.length > 0; depth += 1) {
    await askAll(walking, questions);
    const next = level.flatMap((domain) => {
      const isNew = !seen.has(domain);
      seen.add(domain);
      return isNew ? [domain] : [];
    });
    const found = next.flatMap((domain) => followUps(domain, walking.answers));
    level = found.flatMap(({ name, type }) => (type === 'TXT' ? [name] : []));
    questions = found;
  }
  return walking.answers;
}

async function askAll({ answers, ask }: Walking, questions: readonly SpfQuestion[]): Promise<void> {
  const fresh = new Map(questions.map((question) => [answerKey(question.name, question.type), question]));
  for (const key of answers.keys()) fresh.delete(key);
  const affordable = [...fresh].slice(0, Math.max(0, walkLimits.questions - answers.size));
  const replies = await Promise.all(affordable.map(async ([key, question]) => [key, await ask(question)] as const));
  for (const [key, reply] of replies) answers.set(key, reply);
}

// Policies first: when questions run out, a record that is known tells more than an address that is.
function followUps(domain: string, answers: SpfAnswers): readonly SpfQuestion[] {
  const published = publishedAt(domain, answers);
  if (published.state !== 'one') return [];
  const questions = askingTerms(published.record, domain).flatMap(({ kind, name }): readonly SpfQuestion[] => {
    // A pointer's name is never asked for: the client's is.
    if (name === undefined || name === '' || kind === 'ptr') return [];
    if (kind === 'include' || kind === 'redirect') return [{ name, type: 'TXT' }];
    if (kind === 'mx') return [{ name, type: 'MX' }];
    if (kind === 'exists') return [{ name, type: 'A' }];
    return [
      { name, type: 'A' },
      { name, type: 'AAAA' },
    ];
  });
  return questions.toSorted((a, b) => Number(a.type !== 'TXT') - Number(b.type !== 'TXT'));
}
