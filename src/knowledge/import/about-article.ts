import type { Speaker } from '../../core/interview.ts';
import type { Article } from './block.ts';
import type { Found } from './find-turns.ts';
import { findPeople, isSameName, type Person, personInLabel } from './people.ts';

/** What a page says of itself, apart from its text; every field as found, undefined when it says nothing. */
export interface PageFacts {
  readonly title: string | undefined;
  readonly outlet: string | undefined;
  readonly url: string | undefined;
  readonly published: string | undefined;
  readonly author: string | undefined;
}

/** A fact with where it was found, in words for the editor. */
export interface Sourced<Value> {
  readonly value: Value;
  readonly from: string;
}

/** What is known about an article besides its turns. */
export interface AboutArticle {
  readonly title: Sourced<string> | undefined;
  readonly outlet: Sourced<string> | undefined;
  readonly url: string | undefined;
  readonly published: Sourced<string> | undefined;
  readonly interviewer: Sourced<string> | undefined;
  readonly speaker: Sourced<Speaker> | undefined;
  /** Who answers each turn. */
  readonly speakers: readonly Speaker[];
}

const NO_FACTS: PageFacts = {
  title: undefined,
  outlet: undefined,
  url: undefined,
  published: undefined,
  author: undefined,
};
const TALKS_WITH = /(?:phỏng vấn|trao đổi|trò chuyện|cuộc gặp|đối thoại|trả lời|chia sẻ|giải đáp)/iu;

/** Gathers title, outlet, date, interviewer and speakers; what the article does not say stays undefined. */
export function aboutArticle(article: Article, found: Found, facts: PageFacts = NO_FACTS): AboutArticle {
  const before = found.leftOut.filter((one) => one.where === 'before').map((one) => one.text);
  const after = found.leftOut.filter((one) => one.where === 'after').map((one) => one.text);
  const heading = article.blocks.find((block) => block.headingLevel === 1)?.text;
  const first = before.find(
    (text) =>
      text.length >= 12 && text.length <= 200 && /\s/u.test(text) && !/[.:]$|\d{1,2}[:h]\d{2}|hotline/iu.test(text),
  );
  const title =
    sourced(facts.title, 'thông tin của trang') ??
    sourced(heading, 'đề mục của bài') ??
    sourced(first, 'dòng đầu của bài');
  const people = before.flatMap((text) => findPeople(text).map((person) => ({ person, text })));
  const main = mainSpeaker(people, found);
  const honorific = main?.value.honorific || addressedAs(found);
  const speaker = main && { ...main, value: { ...main.value, honorific } };
  return {
    title,
    outlet: sourced(facts.outlet, 'thông tin của trang') ?? sourced(outletIn(before), 'lời dẫn của bài'),
    url: facts.url,
    published: sourced(facts.published, 'thông tin của trang'),
    interviewer: sourced(interviewerIn(after), 'dòng cuối bài') ?? sourced(facts.author, 'thông tin của trang'),
    speaker,
    speakers: found.turns.map((turn) =>
      speakerOf(
        turn.answerLabel,
        people.map((one) => one.person),
        speaker?.value,
      ),
    ),
  };
}

function sourced<Value>(value: Value | undefined, from: string): Sourced<Value> | undefined {
  return value === undefined || value === '' ? undefined : { value, from };
}

/** The one who is introduced as answering; a label in the article says which of several people that is. */
function mainSpeaker(people: readonly { person: Person; text: string }[], found: Found): Sourced<Speaker> | undefined {
  const labels = found.turns.flatMap((turn) => (turn.answerLabel ? [personInLabel(turn.answerLabel)] : []));
  const labelled = labels.find((label) => label.name !== '');
  const matching = people.filter(({ person }) => !labelled || isSameName(person.name, labelled.name));
  const best =
    matching.find(({ person, text }) => person.title !== '' && TALKS_WITH.test(text)) ??
    matching.find(({ person }) => person.title !== '') ??
    matching.find(({ text }) => TALKS_WITH.test(text)) ??
    matching[0];
  if (best) {
    const { name, title, honorific } = best.person;
    const value = { name, title: title || labelled?.title || '', honorific: honorific || labelled?.honorific || '' };
    return { value, from: 'lời dẫn của bài' };
  }
  return labelled && { value: labelled, from: 'nhãn trước câu trả lời' };
}

function speakerOf(label: string | undefined, people: readonly Person[], main: Speaker | undefined): Speaker {
  const unknown = { name: '', title: '', honorific: '' };
  if (!label) return main ?? unknown;
  const said = personInLabel(label);
  if (said.name === '' || (main && isSameName(said.name, main.name))) return main ?? said;
  const known = people.find((person) => isSameName(person.name, said.name));
  if (!known) return said;
  return { name: known.name, title: said.title || known.title, honorific: said.honorific || known.honorific };
}

/** `Ông` or `Bà`, when that is how the questions address the speaker. */
function addressedAs(found: Found): string {
  const questions = found.turns.map((turn) => turn.question.text).join(' ');
  const counts = ['ông', 'bà', 'anh', 'chị', 'cô', 'đồng chí', 'bác sĩ'].map((word) => ({
    word,
    count: [...questions.matchAll(new RegExp(`(?<!\\p{L})${word}(?!\\p{L})`, 'giu'))].length,
  }));
  const top = counts.sort((one, other) => other.count - one.count)[0];
  return top && top.count > 0 ? top.word.charAt(0).toUpperCase() + top.word.slice(1) : '';
}

function outletIn(before: readonly string[]): string | undefined {
  for (const text of before) {
    const match =
      /(?<!\p{L})((?:Báo|Tạp chí|Đài|Thời báo|Cổng thông tin điện tử)(?:\s+(?:\p{Lu}[\p{L}-]*|&|và|điện tử|thanh|hình|tỉnh|huyện|thành phố))+)/u.exec(
        text,
      );
    const name = match?.[1]?.replace(/\s+(?:và|tỉnh|điện tử|thành phố)$/u, '');
    if (name) return name;
  }
  return undefined;
}

function interviewerIn(after: readonly string[]): string | undefined {
  for (const text of after.slice(0, 6)) {
    const match =
      /^(.{3,50}?)\s*[-–,]?\s*\(?(?:thực hiện|ghi|lược ghi)\)?\.?$/iu.exec(text) ??
      /^(?:thực hiện|bài|bài và ảnh|bài, ảnh|phóng viên thực hiện)\s*[:：]\s*(.{3,60})$/iu.exec(text);
    const name = match?.[1]?.replace(/[(\s]+$/u, '');
    if (name) return name;
  }
  return undefined;
}
