import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDate } from './day.ts';
import type { OpenFile } from './edit-file.ts';
import type { AboutArticle } from './import/about-article.ts';
import { importArticle } from './import/import-article.ts';
import { kindOfPath, readSource } from './import/read-source.ts';
import { type KnowledgeFile, UNKNOWN } from './knowledge-file.ts';
import { type Ask, askWords, choose, NO, STOP_KEY, YES } from './review-dialogue.ts';
import type { ReviewProgress } from './review-progress.ts';

const MISSING = [
  { path: ['title'], words: 'Tên bài' },
  { path: ['outlet'], words: 'Báo đã đăng' },
  { path: ['speaker', 'name'], words: 'Họ tên người trả lời' },
  { path: ['speaker', 'title'], words: 'Chức danh khi trả lời' },
  { path: ['speaker', 'honorific'], words: 'Cách gọi (Ông, Bà, TS. …)' },
] as const;

/** What the review of an article's facts works on. */
export interface FactsReview {
  readonly directory: string;
  readonly draft: KnowledgeFile;
  readonly file: OpenFile;
  readonly progress: ReviewProgress;
  readonly ask: Ask;
  /** Writes the file as it is now. */
  readonly save: () => Promise<void>;
}

/** Asks for what the article does not say, then shows outlet and day with where they were found, to be confirmed or corrected. */
export async function reviewFacts(review: FactsReview): Promise<void> {
  const { file, progress, ask, save } = review;
  for (const { path, words } of MISSING) {
    if (String(file.front.getIn(path) ?? UNKNOWN) !== UNKNOWN) continue;
    const said = await askWords(ask, `${words}? [${STOP_KEY} = dừng] `, false);
    file.front.setIn(path, said);
    await save();
    // What the editor has just typed need not be confirmed.
    if (path[0] === 'outlet') await progress.keep(`outlet ${said}`);
  }
  const about = await findOrigins(review);
  const outlet = String(file.front.get('outlet'));
  if (!progress.isAnswered(`outlet ${outlet}`)) {
    const right = await confirm(ask, 'Báo đã đăng', outlet, about?.outlet);
    if (right !== undefined) file.front.set('outlet', right);
    await save();
    await progress.keep(`outlet ${right ?? outlet}`);
  }
  const published = file.front.get('published');
  const day = published === undefined ? '' : String(published);
  if (!progress.isAnswered(`published ${day}`)) {
    const right = day === '' ? await askDay(ask, 'Ngày đăng: bài không ghi.') : await confirmDay(ask, day, about);
    if (right) file.front.set('published', right);
    await save();
    await progress.keep(`published ${right || day}`);
  }
}

/** Where title, outlet and day come from, by reading the source again; undefined when it cannot be read now. */
async function findOrigins({ directory, draft }: FactsReview): Promise<AboutArticle | undefined> {
  try {
    const bytes = await readFile(join(directory, draft.source));
    return importArticle(await readSource(bytes, kindOfPath(draft.source) ?? 'txt', draft.interview.url), false).about;
  } catch {
    // The proof before publishing tells what is wrong with the source; here only the origin of a fact is missing.
    return undefined;
  }
}

interface Found {
  readonly value: string;
  readonly from: string;
}

function shown(words: string, value: string, found: Found | undefined): string {
  return `${words}: ${value} (${found?.value === value ? `lấy từ ${found.from}` : 'ghi trong bản nháp'}). Đúng không?`;
}

/** The right words when the editor says that `value` is wrong; undefined when it is right. */
async function confirm(ask: Ask, words: string, value: string, found: Found | undefined): Promise<string | undefined> {
  const isRight = await choose(ask, shown(words, value, found), [
    { name: 'yes', replies: YES, words: 'Enter = đúng' },
    { name: 'no', replies: NO, words: 's = sai' },
  ]);
  return isRight === 'yes' ? undefined : askWords(ask, `${words}? [${STOP_KEY} = dừng] `, false);
}

async function confirmDay(ask: Ask, day: string, about: AboutArticle | undefined): Promise<string> {
  const isRight = await choose(ask, shown('Ngày đăng', day, about?.published), [
    { name: 'yes', replies: YES, words: 'Enter = đúng' },
    { name: 'no', replies: NO, words: 's = sai' },
  ]);
  return isRight === 'yes' ? '' : askDay(ask, 'Ngày đăng đúng là ngày nào?');
}

/** A day as the knowledge file writes it; empty when the editor leaves it open. */
async function askDay(ask: Ask, question: string): Promise<string> {
  const offer = `[gõ ngày như 14/3/2023 hoặc 2023-03-14, Enter = để như cũ, ${STOP_KEY} = dừng] `;
  for (let prompt = `${question} ${offer}`; ; ) {
    const reply = await askWords(ask, prompt, true);
    if (reply === '') return '';
    const [, d = '', m = '', y = ''] = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/u.exec(reply) ?? [];
    const day = y === '' ? reply : `${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`;
    if (/^\d{4}-\d{2}-\d{2}$/u.test(day) && isDate(day)) return day;
    prompt = `  “${reply}” không phải một ngày. Chỉ nhận ${offer}`;
  }
}
