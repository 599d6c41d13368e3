import { decidePaths } from '../../analysis/cache-paths/decide-paths.ts';
import { signInRoute } from '../../analysis/next-routes/named-routes.ts';
import { cacheLiveProof } from '../../artifacts/cache/live-proof.ts';
import { cacheVerdicts } from '../../artifacts/cache/verdicts.ts';
import { cloudflareEdge } from '../../artifacts/cloudflare/edge.ts';
import { privatePaths } from '../../artifacts/repository/private-paths.ts';
import { repositoryRoutes } from '../../artifacts/repository/routes.ts';
import { privateAnswers } from '../../artifacts/site/private-answers.ts';
import { optional } from '../../core/artifact.ts';
import { valueIn } from '../../core/gathered.ts';
import { defineGatherer } from '../../core/gatherer.ts';

/** Derived: what the edge's rules make of every private path, with the best witness of what the origin answers there. */
export const gatherCacheVerdicts = defineGatherer({
  artifact: cacheVerdicts,
  needs: {
    edge: cloudflareEdge,
    paths: privatePaths,
    answers: optional(privateAnswers),
    proof: optional(cacheLiveProof),
    routes: optional(repositoryRoutes),
  },
  gather: async ({ note, target }, { edge, paths, answers, proof, routes }) => {
    const known = valueIn(routes);
    const isOn = edge.developmentMode.state === 'ok' && edge.developmentMode.value === 'on';
    if (isOn) note('Cloudflare’s development mode is on: private paths are judged as when it has ended');
    return decidePaths(edge, paths, {
      answers: valueIn(answers),
      proof: valueIn(proof),
      now: target.now,
      routes: known?.map(({ path }) => path),
      signIn: known && signInRoute(known)?.path,
    });
  },
});
