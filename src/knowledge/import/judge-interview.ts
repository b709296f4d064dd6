import type { Found } from './find-turns.ts';
import { greetsAudience, isThanks, reportsSpeech, tellsOfTalk } from './frame-signs.ts';
import { addressesSomebody, invitesAnswer, speaksInFirstPerson } from './signs.ts';

/** Whether an article is an interview, and what speaks for and against it. */
export interface Verdict {
  readonly isInterview: boolean;
  /** In words for the editor. */
  readonly reasons: readonly string[];
}

const ENOUGH_EVIDENCE = 2.5;
const FEWEST_TURNS = 2;
/** Where a speech greets its audience: title, introduction, and the greeting of several lines. */
const OPENING_UNITS = 6;
/** From this share of its questions or answers on, a trait counts in full; below, in proportion. */
const FULL_SHARE = 0.3;
const FULL_SHARE_UNFRAMED = 0.5;
/** Below this share a trait is named as missing. */
const ADDRESSING_SHARE = 0.3;
const FIRST_PERSON_SHARE = 0.3;
const LAW_SHARE = 0.5;
const SIGNED_SHARE = 0.5;
const SIGNED = /[([][^()[\]]{3,160}[)\]]\.?$/u;
const LAW = /(?<!\p{L})(?:Điều \d+|khoản \d+|Nghị định|Thông tư|Luật \p{Lu}|Bộ luật)/iu;

/** In words: the middle one of the answers of an interview that nothing else tells as one is longer. */
const SHORTEST_TYPICAL_ANSWER = 14;
/** `18:00 –`, `5h40`, `90'+4`: what happened when. */
const CLOCK = /^(?:[-–—*]\s*)?\d{1,3}(?:[:h]\d{2}(?!\d)|['’′])/u;
const FEWEST_CLOCKS = 3;
/** From this share of paragraphs on, an article reports what people said. */
const REPORTED_SHARE = 0.1;

/** One label may be an accident, two are none. */
function pointsOfLabels(count: number): number {
  return count >= 2 ? 1.5 : 0.75;
}

/** The length of the middle answer, in words. */
function typicalWords(turns: Found['turns']): number {
  const lengths = turns.map((turn) => turn.answer.reduce((sum, piece) => sum + piece.text.split(' ').length, 0));
  return lengths.sort((one, other) => one - other)[Math.floor(lengths.length / 2)] ?? 0;
}

/**
 * Judges by general evidence: who is labelled, whether questions speak to somebody and answers speak of themselves,
 * whether the article calls itself an interview and ends like one. An explainer has questions but nobody is spoken
 * to; a list of legal questions has labels but nobody answers in person; a report has voices but no turns.
 */
export function judgeInterview(found: Found): Verdict {
  const { turns, units, reading } = found;
  if (turns.length === 0)
    return { isInterview: false, reasons: ['không tìm thấy câu hỏi nào có câu trả lời theo sau'] };
  const evidence: { points: number; words: string }[] = [];
  const questions = new Set(turns.map((turn) => turn.question));
  const count = <Item>(items: Iterable<Item>, is: (item: Item) => boolean) => [...items].filter(is).length;

  const labelled = (kind: string, side: 'question' | 'answer') =>
    count(units, (unit) => unit.label?.kind === kind && reading.convention.sideOf(unit) === side && isSpoken(unit));
  const isSpoken = (unit: (typeof units)[number]) =>
    /question|answer|end/u.test(reading.roles[units.indexOf(unit)] ?? '');
  const interviewers = units.filter(
    (unit) =>
      isSpoken(unit) &&
      unit.label?.kind === 'interviewer' &&
      !/^(?:hỏi|h|q|câu|câu hỏi)(?: \d+)?$/u.test(unit.label.key),
  ).length;
  const people = labelled('person', 'answer');
  if (interviewers > 0) evidence.push({ points: pointsOfLabels(interviewers), words: 'có nhãn của phóng viên' });
  if (people > 0) evidence.push({ points: pointsOfLabels(people), words: 'có nhãn mang tên người trả lời' });

  const addressing = count(questions, (question) => addressesSomebody(question.text)) / questions.size;
  const invited = count(questions, (question) => invitesAnswer(question.text)) > 0;
  if (invited) evidence.push({ points: 0.5, words: 'có lời thưa, lời mời trả lời' });
  const signed = count(questions, (question) => SIGNED.test(question.text)) / questions.size;
  if (signed >= SIGNED_SHARE) evidence.push({ points: 1.5, words: 'câu hỏi ký tên bạn đọc' });
  const ofThemselves =
    count(turns, (turn) => turn.answer.some((piece) => speaksInFirstPerson(piece.text))) / turns.length;
  if (ofThemselves > 0) {
    evidence.push({ points: Math.min(1, ofThemselves / FULL_SHARE), words: 'người trả lời xưng tôi, chúng tôi' });
  }
  const outside = found.leftOut.filter((one) => one.where === 'before').map((one) => one.text);
  if (outside.some(tellsOfTalk)) evidence.push({ points: 1, words: 'lời dẫn nói đây là cuộc phỏng vấn, trao đổi' });
  const ending = found.leftOut.filter((one) => one.where === 'after').slice(0, 3);
  const farewell = ending.find((one) => isThanks(one.text.replace(/^[^:]{1,40}:\s*/u, '')));
  if (farewell) {
    const isToSomebody = addressesSomebody(farewell.text);
    evidence.push({ points: isToSomebody ? 1.5 : 1, words: 'kết bài bằng lời cảm ơn' });
  }
  const reported = count(units, (unit) => reportsSpeech(unit.body)) / units.length;
  if (reported >= REPORTED_SHARE) evidence.push({ points: -1.5, words: 'kể lại lời người khác như một bài viết' });
  const hasFrame = people > 0 || interviewers > 0 || farewell !== undefined || outside.some(tellsOfTalk);
  // Where nothing else frames an interview, more of its questions have to speak to somebody.
  const fullAddressing = hasFrame ? FULL_SHARE : FULL_SHARE_UNFRAMED;
  if (addressing > 0) {
    evidence.push({
      points: 1.5 * Math.min(1, addressing / fullAddressing),
      words: 'câu hỏi xưng hô với người trả lời',
    });
  }
  if (!hasFrame && typicalWords(turns) < SHORTEST_TYPICAL_ANSWER) {
    evidence.push({ points: -1, words: 'lời đáp quá ngắn, như đối thoại trong truyện' });
  }
  if (count(units, (unit) => CLOCK.test(unit.text)) >= FEWEST_CLOCKS) {
    evidence.push({ points: -2, words: 'ghi theo từng giờ, từng phút' });
  }
  const { dash, bullet, number } = reading.convention.choices;
  if ([dash, bullet, number].some((side) => side !== 'nothing') && turns.length > FEWEST_TURNS) {
    evidence.push({ points: 0.5, words: 'cả bài dùng một dấu riêng cho lượt hỏi hay lượt đáp' });
  }
  const ofLaw = count(turns, (turn) => turn.answer.some((piece) => LAW.test(piece.text))) / turns.length;
  if (ofLaw >= LAW_SHARE && ofThemselves < FIRST_PERSON_SHARE) {
    evidence.push({ points: -2, words: 'câu trả lời viện dẫn điều luật, không ai nói về mình' });
  }

  if (units.slice(0, OPENING_UNITS).some((unit) => greetsAudience(unit.body)) && people === 0 && interviewers === 0) {
    return {
      isInterview: false,
      reasons: ['mở đầu bằng lời thưa với cử tọa như một bài phát biểu, không có nhãn ai hỏi'],
    };
  }
  const points = evidence.reduce((sum, one) => sum + one.points, 0);
  const reasons = evidence.map((one) => one.words);
  if (turns.length < FEWEST_TURNS && (interviewers === 0 || (addressing === 0 && people === 0))) {
    return { isInterview: false, reasons: ['chỉ có một câu hỏi, không rõ ai hỏi ai', ...reasons] };
  }
  if (turns.length <= FEWEST_TURNS && !hasFrame) {
    return {
      isInterview: false,
      reasons: ['chỉ có vài câu hỏi, không có nhãn, lời dẫn hay lời cảm ơn của một cuộc phỏng vấn'],
    };
  }
  if (points >= ENOUGH_EVIDENCE) return { isInterview: true, reasons };
  const missing = [
    addressing < ADDRESSING_SHARE ? 'câu hỏi không nói với ai' : undefined,
    people === 0 && interviewers === 0 ? 'không có nhãn người hỏi, người trả lời' : undefined,
    ofThemselves < FIRST_PERSON_SHARE ? 'câu trả lời không do một người xưng tôi nói ra' : undefined,
  ].filter((words) => words !== undefined);
  return { isInterview: false, reasons: [...missing, ...reasons] };
}
