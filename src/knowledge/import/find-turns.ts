import { type Article, visible } from './block.ts';
import { type Reading, searchRoles } from './search-roles.ts';
import { lookAround } from './surroundings.ts';
import { cutUnits, type Unit } from './unit.ts';

/** A stretch of the article as it will be published: `text` is what a reader sees between the two offsets. */
export interface Piece {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** A question with one person's answer to it. */
export interface FoundTurn {
  readonly question: Piece;
  readonly answer: readonly Piece[];
  /** The label of the answer as printed, e.g. `Ông Nguyễn Văn A:`; undefined when the article gives none. */
  readonly answerLabel: string | undefined;
  /** Why the question was taken for one, in words for the editor. */
  readonly because: readonly string[];
  /** Probability of the least certain decision in it. */
  readonly certainty: number;
}

/** What belongs to no turn. */
export interface LeftOut extends Piece {
  readonly where: 'before' | 'inside' | 'after';
  readonly because: readonly string[];
}

/** What was found in an article. */
export interface Found {
  readonly turns: readonly FoundTurn[];
  readonly leftOut: readonly LeftOut[];
  /** Labels as printed, for the proof. */
  readonly labels: readonly string[];
  /** What the article's marks were taken to mean, in words for the editor. */
  readonly reading: Reading;
  readonly units: readonly Unit[];
  /** Stretches of which the model is not sure, with the other way of reading them. */
  readonly unsure: readonly { readonly piece: Piece; readonly takenFor: string; readonly certainty: number }[];
}

/** Below this certainty the editor is asked. */
const SURE = 0.8;

/** Finds the turns of an interview in `article`; whether it is one at all is for {@link judgeInterview} to say. */
export function findTurns(article: Article, questionBias = 0): Found {
  const units = cutUnits(article);
  const reading = searchRoles(units, lookAround(units), questionBias);
  const turns: { -readonly [Key in keyof FoundTurn]: FoundTurn[Key] }[] = [];
  const leftOut: LeftOut[] = [];
  const unsure: Found['unsure'][number][] = [];
  const labels = new Set<string>();
  let question: { pieces: Piece[]; because: readonly string[]; certainty: number } | undefined;
  let speakerKey: string | undefined;

  for (const [index, unit] of units.entries()) {
    const role = reading.roles[index] ?? 'before';
    const certainty = reading.certainties[index] ?? 0;
    const piece = bodyOf(article, unit);
    const because = reading.seen[index] ?? [];
    const turn = turns.at(-1);
    const isInterview = role.startsWith('question') || role.startsWith('answer');
    if (isInterview && unit.label && role !== 'questionAside' && role !== 'answerAside') labels.add(unit.label.text);
    if (certainty < SURE && (isInterview || role === 'end')) {
      unsure.push({ piece: { text: unit.text, start: unit.start, end: unit.end }, takenFor: role, certainty });
    }
    switch (role) {
      case 'question':
        question = { pieces: [piece], because: reasons(unit, reading, because), certainty };
        speakerKey = undefined;
        break;
      case 'questionMore':
        if (question && !isUnbroken(article, question.pieces, piece)) {
          // A label or a mark between them: a quotation must not run over words that nobody asked.
          leftOut.push(...question.pieces.map((one) => leftBeforeQuestion(one)));
          question = { pieces: [], because, certainty };
        }
        question?.pieces.push(piece);
        if (question) question.certainty = Math.min(question.certainty, certainty);
        break;
      case 'answer':
      case 'answerMore': {
        const key = reading.convention.sideOf(unit) === 'answer' ? unit.label?.key : undefined;
        const isOther = key !== undefined && speakerKey !== undefined && !isSameSpeaker(key, speakerKey);
        if (question && (!turn || turn.question !== asPiece(article, question.pieces, turn.question) || isOther)) {
          turns.push({
            question: asPiece(article, question.pieces, turn?.question),
            answer: [piece],
            answerLabel: key !== undefined && unit.label?.kind === 'person' ? unit.label.text : undefined,
            because: question.because,
            certainty: Math.min(question.certainty, certainty),
          });
        } else if (turn) {
          turn.answer = addPiece(article, turn.answer, piece, unit);
          turn.certainty = Math.min(turn.certainty, certainty);
        }
        if (key !== undefined) speakerKey = key;
        break;
      }
      default: {
        const where = role === 'before' ? 'before' : role === 'end' || role === 'after' ? 'after' : 'inside';
        leftOut.push({ text: unit.text, start: unit.start, end: unit.end, where, because });
      }
    }
  }
  return { turns, leftOut: settleEnd(leftOut, turns), labels: [...labels], reading, units, unsure };
}

/** The published words of a unit: without its marks and its label. */
function bodyOf(article: Article, unit: Unit): Piece {
  return { text: visible(article.text.slice(unit.bodyStart, unit.end)), start: unit.bodyStart, end: unit.end };
}

/** One piece of several paragraphs of a question; the same object for the same question, so that turns can share it. */
function asPiece(article: Article, pieces: readonly Piece[], known: Piece | undefined): Piece {
  const start = pieces[0]?.start ?? 0;
  const end = pieces.at(-1)?.end ?? start;
  if (known && known.start === start && known.end === end) return known;
  return { text: visible(article.text.slice(start, end)), start, end };
}

function isUnbroken(article: Article, pieces: readonly Piece[], next: Piece): boolean {
  const end = pieces.at(-1)?.end ?? next.start;
  return article.text.slice(end, next.start).trim() === '';
}

function leftBeforeQuestion(piece: Piece): LeftOut {
  return {
    ...piece,
    where: 'inside',

    because: ['đứng rời câu hỏi sau nó, có nhãn hoặc gạch đầu dòng chen giữa'],
  };
}

function addPiece(article: Article, answer: readonly Piece[], piece: Piece, unit: Unit): readonly Piece[] {
  const last = answer.at(-1);
  const goesOn = last && unit.isInline && article.text.slice(last.end, piece.start).trim() === '';
  if (!goesOn) return [...answer, piece];
  const joined = { text: visible(article.text.slice(last.start, piece.end)), start: last.start, end: piece.end };
  return [...answer.slice(0, -1), joined];
}

/** What stands after the last answer is after the interview, whatever it was taken for. */
function settleEnd(leftOut: readonly LeftOut[], turns: readonly FoundTurn[]): readonly LeftOut[] {
  const end = turns.at(-1)?.answer.at(-1)?.end ?? Number.POSITIVE_INFINITY;
  return leftOut.map((one) => (one.where === 'inside' && one.start >= end ? { ...one, where: 'after' as const } : one));
}

/** `Ông`, `ông Thắng` and `Ông Nguyễn Cao Thắng` are one man: the shorter label ends, or is contained in, the longer. */
export function isSameSpeaker(one: string, other: string): boolean {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  const words = short.split(' ');
  return (
    words.length === 1 || long.includes(short) || long.split(/[,–-]/u)[0]?.trim().split(' ').at(-1) === words.at(-1)
  );
}

function reasons(unit: Unit, reading: Reading, seen: readonly string[]): readonly string[] {
  const { choices } = reading.convention;
  const marks = [
    unit.label && reading.convention.sideOf(unit) === 'question' ? `có nhãn “${unit.label.text}”` : undefined,
    unit.mark === 'dash' && choices.dash === 'question' ? 'cả bài dùng gạch đầu dòng cho câu hỏi' : undefined,
    unit.mark === 'bullet' && choices.bullet === 'question' ? 'cả bài dùng dấu sao cho câu hỏi' : undefined,
    unit.emphasis === 'bold' && choices.bold === 'question' ? 'cả bài in đậm câu hỏi' : undefined,
    unit.emphasis === 'italic' && choices.italic === 'question' ? 'cả bài in nghiêng câu hỏi' : undefined,
    unit.headingLevel > 1 && choices.heading === 'question' ? 'cả bài dùng đề mục cho câu hỏi' : undefined,
    unit.isNumbered && choices.number === 'question' ? 'cả bài đánh số câu hỏi' : undefined,
  ];
  return [...marks.filter((mark) => mark !== undefined), ...seen];
}
