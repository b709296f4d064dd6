import type { Interview, Library, PlacedTurn, Standing, Turn } from '../../src/core/interview.ts';

const speaker = { name: 'Trần Thị Mẫu', title: 'Giám đốc Sở Thử nghiệm', honorific: 'Bà' };

/** A small made-up interview: `paragraphs` of each turn as given, questions told apart by a letter. */
export function sampleInterview(
  answers: readonly (readonly string[])[],
  options: { readonly id?: string; readonly standing?: Standing } = {},
): Interview {
  const turns: readonly Turn[] = answers.map((paragraphs, index) => ({
    id: `cau-${index + 1}`,
    number: index + 1,
    question: `Câu hỏi ${letterOf(index)} là gì?`,
    paragraphs,
    also: [],
    speaker,
    standing: options.standing ?? { kind: 'current' },
    former: [],
  }));
  return {
    id: options.id ?? 'bai-mau',
    title: 'Bài phỏng vấn mẫu',
    outlet: 'Báo Mẫu',
    url: undefined,
    published: '2026-01-05',
    language: 'vi',
    interviewer: undefined,
    speaker,
    glossary: {},
    unanswered: [],
    turns,
  };
}

const NOBODY = { name: '', title: '', honorific: '' };

/** An article as an interview: each of its `paragraphs` a turn `p0`, `p1` … that nobody asked for and nobody speaks. */
export function articleOf(id: string, title: string, paragraphs: readonly string[]): Interview {
  const { turns, ...interview } = sampleInterview(
    paragraphs.map((paragraph) => [paragraph]),
    { id },
  );
  return {
    ...interview,
    ...{ title, outlet: '', published: undefined, speaker: NOBODY },
    turns: turns.map((turn, position) => ({ ...turn, id: `p${position}`, question: '', speaker: NOBODY })),
  };
}

export function libraryOf(...interviews: readonly Interview[]): Library {
  return { interviews, version: 'test' };
}

/** Turn `number` (from 1) of `interview`. */
export function placedTurn(interview: Interview, number: number): PlacedTurn {
  const turn = interview.turns[number - 1];
  if (!turn) throw new RangeError(`expected a turn from 1 to ${interview.turns.length}, got ${number}`);
  return { interview, turn };
}

function letterOf(index: number): string {
  return String.fromCharCode('a'.charCodeAt(0) + (index % 26));
}
