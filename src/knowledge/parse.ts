import { isMap, LineCounter, type Node, parseDocument } from 'yaml';
import type { Interview, Speaker, Turn } from '../core/interview.ts';
import { type BodyTurn, readBody } from './body.ts';
import { isDate } from './day.ts';
import { type Fields, readFields } from './fields.ts';
import { ID, idMessage } from './id.ts';
import { type KnowledgeFile, type TurnPlace, UNKNOWN } from './knowledge-file.ts';
import { LIFE_KEYS, readLife, readTurnLife } from './life.ts';
import type { Problem } from './problem.ts';

const INTERVIEW_KEYS = [
  'id',
  'title',
  'outlet',
  'url',
  'published',
  'language',
  'interviewer',
  'speaker',
  'source',
  'glossary',
  'unanswered',
  'turns',
  'leftOut',
  'labels',
  'doubts',
  ...LIFE_KEYS,
];
const SPEAKER_KEYS = ['name', 'title', 'honorific'];
const TURN_KEYS = ['id', 'also', 'speaker', ...LIFE_KEYS];

/** What a knowledge file came to. */
export type Parsed =
  | { readonly kind: 'interview'; readonly knowledge: KnowledgeFile }
  | { readonly kind: 'problems'; readonly problems: readonly Problem[] };

/**
 * Reads the text of a knowledge file: YAML front matter, then the published words, one `## ` line a question and its
 * answer's paragraphs under it, parted by blank lines. Nothing in the body is read as Markdown.
 */
export function parseKnowledge(text: string, file: string): Parsed {
  const problems: Problem[] = [];
  const add = (line: number, message: string) => {
    // Some keys are read more than once; one report is enough.
    if (problems.some((problem) => problem.line === line && problem.message === message)) return;
    problems.push({ file, line, message });
  };
  const lines = text.replace(/^\uFEFF/u, '').split(/\r\n|\r|\n/u);
  const end = lines.findIndex((line, index) => index > 0 && line.trimEnd() === '---');
  if (lines[0]?.trimEnd() !== '---' || end === -1) {
    add(1, 'Tệp phải mở đầu bằng một dòng “---”, rồi các mục thông tin về bài, rồi một dòng “---” nữa.');
    return { kind: 'problems', problems };
  }

  const counter = new LineCounter();
  const document = parseDocument(lines.slice(1, end).join('\n'), {
    lineCounter: counter,
    // Every scalar stays the text that was written: no dates, no numbers, no yes and no.
    schema: 'failsafe',
    prettyErrors: false,
  });
  const lineAt = (offset: number) => counter.linePos(offset).line + 1;
  for (const error of document.errors) {
    add(
      lineAt(error.pos[0]),
      `Không đọc được mục thông tin (${error.message}); xem lại dấu hai chấm, dấu nháy và thụt đầu dòng.`,
    );
  }
  if (!isMap(document.contents)) {
    if (problems.length === 0)
      add(2, 'Phần thông tin còn trống; cần ít nhất: id, title, outlet, language, speaker, source, turns.');
    return { kind: 'problems', problems };
  }
  const lineOf = (node: Node | undefined) => (node?.range ? lineAt(node.range[0]) : 2);
  const root = readFields(document.contents, INTERVIEW_KEYS, 'phần thông tin', (node, message) =>
    add(lineOf(node), message),
  );

  const body = readBody(lines, end + 1, add);
  const interview = readInterview(root, body);
  const interviewLife = readLife(root);
  const { status } = interviewLife;
  const entries = root.list('turns', TURN_KEYS);
  checkTurnCount(root, entries, body, add);
  const turns: Turn[] = [];
  const places: TurnPlace[] = [];
  for (const [index, entry] of entries.entries()) {
    const spoken = body[index];
    const own = entry.has('speaker') ? readSpeaker(entry) : interview.speaker;
    const life = readTurnLife(entry, interviewLife);
    const id = entry.requiredText('id');
    if (id && !ID.test(id)) entry.report('id', idMessage(id));
    if (turns.some((turn) => turn.id === id)) {
      entry.report('id', `Hai câu hỏi cùng mang id “${id}”; mỗi câu hỏi trong bài cần một id riêng.`);
    }
    if (!spoken) continue;
    turns.push({
      id,
      number: index + 1,
      question: spoken.question,
      paragraphs: spoken.paragraphs.map((paragraph) => paragraph.text),
      also: entry.texts('also'),
      speaker: own,
      standing: life.standing,
      former: life.former,
    });
    places.push({
      questionLine: spoken.line,
      paragraphLines: spoken.paragraphs.map((paragraph) => paragraph.line),
      entryLine: lineOf(entry.node('id')),
      validUntil: life.validUntil,
    });
  }
  if (status !== 'draft') reportUnknown(root, lines.slice(0, end), add);
  const source = root.requiredText('source');
  if (source && (source.startsWith('/') || source.split(/[/\\]/u).includes('..'))) {
    root.report(
      'source',
      `“source” phải nằm trong thư mục bài phỏng vấn, chẳng hạn “sources/${interview.id}.txt”, không phải “${source}”.`,
    );
  }
  if (problems.length > 0) return { kind: 'problems', problems: problems.sort((one, other) => one.line - other.line) };
  const knowledge: KnowledgeFile = {
    file,
    interview: { ...interview, turns },
    status,
    source,
    sourceLine: lineOf(root.node('source')),
    turns: places,
    leftOut: root.texts('leftOut'),
    labels: root.texts('labels'),
    doubts: root.texts('doubts'),
  };
  return { kind: 'interview', knowledge };
}

function readInterview(root: Fields, body: readonly BodyTurn[]): Interview {
  const id = root.requiredText('id');
  if (id && !ID.test(id)) root.report('id', idMessage(id));
  const published = root.text('published');
  if (published && !isDate(published)) {
    root.report(
      'published',
      `“published” phải viết năm-tháng-ngày, như 2020-10-30, 2020-10 hay 2020, không phải “${published}”; không biết thì bỏ dòng này.`,
    );
  }
  const url = root.text('url');
  if (url && !/^https?:\/\/\S+$/u.test(url)) {
    root.report('url', `“url” phải là địa chỉ bắt đầu bằng https://, không phải “${url}”; không có thì bỏ dòng này.`);
  }
  if (!root.has('turns') && body.length > 0) root.requiredText('turns');
  return {
    id,
    title: root.requiredText('title'),
    outlet: root.requiredText('outlet'),
    url,
    published,
    language: root.requiredText('language'),
    interviewer: root.text('interviewer'),
    speaker: readSpeaker(root),
    glossary: root.pairs('glossary'),
    unanswered: root.texts('unanswered'),
    turns: [],
  };
}

function readSpeaker(fields: Fields): Speaker {
  if (!fields.has('speaker'))
    fields.report(undefined, 'Thiếu “speaker”; hãy thêm name, title và honorific của người trả lời.');
  const speaker = fields.fields('speaker', SPEAKER_KEYS);
  return {
    name: speaker?.requiredText('name') ?? '',
    title: speaker?.requiredText('title') ?? '',
    honorific: speaker?.requiredText('honorific') ?? '',
  };
}

/** The importer leaves a placeholder where the article does not say something; only a draft may keep it. */
function reportUnknown(root: Fields, front: readonly string[], add: (line: number, message: string) => void): void {
  for (const [index, line] of front.entries()) {
    const key = new RegExp(`^\\s*(?:- )?([\\w]+):\\s*["']?${UNKNOWN.replace(/[()]/gu, '\\$&')}["']?\\s*$`, 'u').exec(
      line,
    )?.[1];
    if (key) add(index + 1, `“${key}” còn để “${UNKNOWN}”; hãy điền theo bài đã đăng.`);
  }
  if (root.texts('doubts').length > 0) {
    root.report('doubts', 'Bài còn điều ngờ (“doubts”) chưa xem; hãy chạy “npm run import -- --review <id>”.');
  }
}

function checkTurnCount(
  root: Fields,
  entries: readonly Fields[],
  body: readonly BodyTurn[],
  add: (line: number, message: string) => void,
): void {
  if (entries.length === body.length && body.length > 0) return;
  if (body.length === 0) {
    root.report('turns', 'Bài chưa có câu hỏi nào; mỗi câu hỏi là một dòng bắt đầu bằng “## ”.');
    return;
  }
  const message = `“turns” có ${entries.length} mục nhưng bài có ${body.length} câu hỏi (dòng “## ”); hai số phải bằng nhau, cùng thứ tự.`;
  const extra = body[entries.length];
  if (extra && root.has('turns')) add(extra.line, message);
  else root.report('turns', message);
}
