import type { General } from './general.ts';
import type { ShortForms } from './short-forms.ts';
import type { Spelling } from './spelling.ts';
import type { Tuning } from './tuning.ts';
import type { Vocabulary } from './vocabulary.ts';

/** All that is needed to read a question against the texts of one library. */
export interface Lexicon {
  readonly vocabulary: Vocabulary;
  readonly spelling: Spelling;
  readonly shortForms: ShortForms;
  readonly general: General;
  readonly tuning: Tuning;
}
