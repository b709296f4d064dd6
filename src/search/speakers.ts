import type { Library, Speaker } from '../core/interview.ts';
import { foldWord } from './fold.ts';
import type { Phrase } from './general.ts';
import { splitWords } from './words.ts';

const FORMS_OF_ADDRESS = ['ông', 'bà', 'anh', 'chị', 'bác', 'chú', 'cô'];

/** What stands before the name of a place in an office ("Giám đốc Sở Y tế tỉnh Thái Bình"). */
const PLACE =
  /(?:[Tt]ỉnh|[Tt]hành phố|TP\.?|[Hh]uyện|[Qq]uận|[Tt]hị xã|[Xx]ã|[Pp]hường)\s+(\p{Lu}\p{L}*(?:\s+\p{Lu}\p{L}*)*)/u;

/**
 * What people say only to name who speaks: the office (`offices` are the words for one), the name with a form of address,
 * and the place, where all interviews share it. "Giám đốc nói gì về 5G?" asks about 5G.
 */
export function phrasesForSpeakers(library: Library, offices: readonly Phrase[]): readonly Phrase[] {
  const places = placesOf(library);
  return [
    ...selvesOf(library, offices).flatMap(({ phrases }) => phrases),
    ...(places.length === 1 ? places : []).filter(({ length }) => length > 1),
  ];
}

/** Everybody who speaks in the library, with what people call them: the office, and the name with a form of address. */
export function selvesOf(
  library: Library,
  offices: readonly Phrase[],
): readonly { readonly speaker: Speaker; readonly phrases: readonly Phrase[] }[] {
  return speakersOf(library).map((speaker) => ({
    speaker,
    phrases: [...officesOf(speaker, offices), ...namesOf(speaker)].filter(({ length }) => length > 1),
  }));
}

/** How people shorten the places whose officials speak: `hd` and `hduong` for Hải Dương; with the place in full. */
export function shortPlaces(library: Library): readonly (readonly [short: string, full: Phrase])[] {
  return placesOf(library).flatMap((full) => {
    if (full.length < 2) return [];
    const initials = full.map((word) => word.slice(0, 1)).join('');
    const withLast = initials.slice(0, -1) + full.at(-1);
    const shorts = [initials, withLast].flatMap((short) => [short, foldWord(short).folded]);
    return [...new Set(shorts)].map((short) => [short, full] as const);
  });
}

/** The words of every title that somebody who speaks in the library holds. */
export function titlesOf(library: Library): readonly Phrase[] {
  return speakersOf(library).map(({ title }) => splitWords(title));
}

function speakersOf(library: Library): readonly Speaker[] {
  const speakers = library.interviews.flatMap(({ speaker, turns }) => [speaker, ...turns.map((turn) => turn.speaker)]);
  return [...new Map(speakers.map((speaker) => [`${speaker.name}\n${speaker.title}`, speaker])).values()];
}

/** The different places of those who speak; empty for a title that names none. */
function placesOf(library: Library): readonly Phrase[] {
  const places = new Set(speakersOf(library).map(({ title }) => PLACE.exec(title)?.[1]?.toLowerCase() ?? ''));
  return [...places].map(splitWords);
}

function officesOf({ title }: Speaker, offices: readonly Phrase[]): readonly Phrase[] {
  const words = ` ${splitWords(title).join(' ')} `;
  const held = offices.filter((office) => words.includes(` ${office.join(' ')} `));
  // "Phó Giám đốc" holds "giám đốc" too, and is not the same.
  return held.filter(
    (office) => !held.some((other) => other.length > office.length && other.join(' ').endsWith(office.join(' '))),
  );
}

function namesOf({ name }: Speaker): readonly Phrase[] {
  const words = splitWords(name);
  const given = words.slice(-1);
  const shorter = words.slice(-2);
  return [
    words,
    shorter,
    ...FORMS_OF_ADDRESS.flatMap((address) => [
      [address, ...given],
      [address, ...shorter],
    ]),
  ];
}
