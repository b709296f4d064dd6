import { stringify } from 'yaml';
import type { Speaker } from '../../core/interview.ts';
import { UNKNOWN } from '../knowledge-file.ts';
import type { ImportedArticle } from './import-article.ts';
import { leftBetween } from './left-between.ts';

/** Writes an imported article as a knowledge file that waits for its editor (`status: draft`). */
export function writeDraft(imported: ImportedArticle, id: string, source: string): string {
  const { about, found } = imported;
  const main = filled(about.speaker?.value);
  const between = leftBetween(imported.text, found);
  const front = {
    id,
    status: 'draft',
    title: about.title?.value ?? UNKNOWN,
    outlet: about.outlet?.value ?? UNKNOWN,
    ...(about.url ? { url: about.url } : {}),
    ...(about.published ? { published: about.published.value } : {}),
    language: 'vi',
    ...(about.interviewer ? { interviewer: about.interviewer.value } : {}),
    speaker: main,
    source,
    ...(found.labels.length > 0 ? { labels: found.labels } : {}),
    ...(between.length > 0 ? { leftOut: between } : {}),
    ...(imported.doubts.length > 0 ? { doubts: imported.doubts } : {}),
    turns: found.turns.map((_, index) => {
      const speaker = filled(about.speakers[index]);
      const isOther = JSON.stringify(speaker) !== JSON.stringify(main) && speaker.name !== UNKNOWN;
      return { id: `cau-${index + 1}`, ...(isOther ? { speaker } : {}), also: [] };
    }),
  };
  const body = found.turns.map((turn) =>
    [`## ${turn.question.text}`, ...turn.answer.map((piece) => piece.text)].join('\n\n'),
  );
  return `---\n${stringify(front, { lineWidth: 0 })}---\n\n${body.join('\n\n')}\n`;
}

function filled(speaker: Speaker | undefined): Speaker {
  return {
    name: speaker?.name || UNKNOWN,
    title: speaker?.title || UNKNOWN,
    honorific: speaker?.honorific || UNKNOWN,
  };
}

/** An id made of the first words of a title: lower case, no accents, at most fifty characters. */
export function idOfTitle(title: string): string {
  const MOST_LENGTH = 50;
  const words = title
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[đĐ]/gu, 'd')
    .toLowerCase()
    .split(/[^a-z0-9]+/u)
    .filter((word) => word !== '');
  let id = '';
  for (const word of words) {
    const longer = id === '' ? word : `${id}-${word}`;
    if (longer.length > MOST_LENGTH) break;
    id = longer;
  }
  return id || 'bai-phong-van';
}
