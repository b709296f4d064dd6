import type { Library } from '../core/interview.ts';
import { foldWord } from './fold.ts';
import type { General, Phrase } from './general.ts';
import type { Question } from './question.ts';
import { selvesOf } from './speakers.ts';
import { splitWords } from './words.ts';

/** Somebody who speaks in the library, in folded words. */
interface Named {
  /** What names them: the office, the name. */
  readonly selves: readonly (readonly string[])[];
  /** All words of title and name. */
  readonly words: ReadonlySet<string>;
}

/** Words that ask for a name, folded. */
const NAME: ReadonlySet<string> = new Set(['ten', 'ho']);

/**
 * Makes the test whether a question only asks who speaks ("giám đốc sở tên gì?"): it names somebody of the library, asks
 * for a person or a name, and says nothing that does not stand in their title. Every quote's attribution answers that.
 */
export function createWhoSpeaks(library: Library, { offices }: General): (question: Question) => boolean {
  const speakers = selvesOf(library, offices).map(({ speaker, phrases }): Named => {
    const words = [...splitWords(speaker.title), ...splitWords(speaker.name)];
    return { selves: phrases.map(folded), words: new Set(folded(words)) };
  });
  return ({ words, isFunction, isStray, asks }) => {
    const said = words.map(({ form }) => form.folded);
    if (!asks.has('person') && !said.some((word) => NAME.has(word))) return false;
    return speakers.some(
      (one) =>
        one.selves.some((self) => isIn(self, said)) &&
        said.every((word, at) => isFunction[at] || isStray[at] || NAME.has(word) || one.words.has(word)),
    );
  };
}

function folded(phrase: Phrase): readonly string[] {
  return phrase.map((word) => foldWord(word).folded);
}

function isIn(phrase: readonly string[], said: readonly string[]): boolean {
  return said.some((_, at) => phrase.every((word, offset) => said[at + offset] === word));
}
