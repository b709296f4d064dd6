import type { Logger } from 'pino';
import type { Library } from '../core/interview.ts';
import { rememberMatches } from '../core/remember-matches.ts';
import type { Served } from '../core/respond.ts';
import { createLoader } from '../knowledge/load.ts';
import { watchKnowledge } from '../knowledge/watch.ts';
import { createMatcher } from '../search/matcher.ts';

/** The interviews that are served now, and their life while the program runs. */
export interface Serving {
  readonly served: () => Served;
  /** Why the last change of the files was refused; undefined when it was not. */
  readonly problem: () => string | undefined;
  /** Follows the files from now on; the function given ends that. */
  watch(log: Logger): () => void;
}

/** Loads the interviews of `directory`; throws a `KnowledgeError` that lists every problem. */
export async function loadServing(directory: string): Promise<Serving> {
  const loader = createLoader(directory, Date.now);
  const library = await loader.load();
  // Reading leaves some 20 MiB behind, which the index can use; without `--expose-gc` nothing happens.
  globalThis.gc?.();
  let served = serve(library);
  let problem: string | undefined;
  return {
    served: () => served,
    problem: () => problem,
    watch(log) {
      const watcher = watchKnowledge({
        directory,
        loader,
        version: served.library.version,
        onLibrary(changed) {
          served = serve(changed);
          log.info({ knowledge: changed.version, interviews: changed.interviews.length }, 'knowledge changed');
        },
        onProblem(refused) {
          problem = refused?.message;
          if (refused) log.warn({ detail: refused.message }, 'knowledge change refused');
        },
      });
      const onHangUp = (): void => void watcher.reload();
      process.on('SIGHUP', onHangUp);
      return () => {
        process.off('SIGHUP', onHangUp);
        watcher.stop();
      };
    },
  };
}

function serve(library: Library): Served {
  return { library, matcher: rememberMatches(createMatcher(library)) };
}
