import type { Standing, TurnRef } from '../core/interview.ts';
import { readDay } from './day.ts';
import type { Fields } from './fields.ts';
import type { Status } from './knowledge-file.ts';

/** Keys that tell how far words have come and whether they still hold; on the interview, or on one of its turns. */
export const LIFE_KEYS = ['status', 'validUntil', 'supersededBy', 'correction', 'withdrawn'];

const STATUSES: readonly Status[] = ['draft', 'published', 'corrected', 'withdrawn'];

/** What the life keys of a mapping come to. */
export interface Life {
  readonly status: Status;
  readonly standing: Standing;
  /** The answer's paragraphs before they were corrected; empty when they never were, or were not kept. */
  readonly former: readonly string[];
  /** Last day on which the words may be quoted. */
  readonly validUntil: string | undefined;
}

/** Reads the life keys of the interview itself. */
export function readLife(root: Fields): Life {
  const correction = root.fields('correction', ['date', 'what', 'by', 'former']);
  return {
    status: readStatus(root),
    standing: readStanding(root, correction),
    former: correction?.texts('former') ?? [],
    validUntil: readDay(root, 'validUntil'),
  };
}

/**
 * Reads the life keys of one turn. What it does not say itself it takes from its interview. An interview that is
 * withdrawn or replaced takes its corrected turns along; only `status: published` written on a turn keeps that one.
 */
export function readTurnLife(turn: Fields, interview: Life): Life {
  const own = readLife(turn);
  if (own.status === 'draft')
    turn.report(
      'status',
      '“status: draft” chỉ dùng cho cả bài; câu này chưa dùng được thì ghi “status: withdrawn”, hoặc để cả bài là bản nháp.',
    );
  const isSaid = LIFE_KEYS.some((key) => key !== 'validUntil' && turn.has(key));
  const isRetiredWithAll =
    (interview.standing.kind === 'withdrawn' || interview.standing.kind === 'superseded') &&
    own.standing.kind === 'corrected';
  return {
    status: own.status,
    standing: isSaid && !isRetiredWithAll ? own.standing : interview.standing,
    former: turn.has('correction') ? own.former : interview.former,
    validUntil: own.validUntil ?? interview.validUntil,
  };
}

function readStatus(fields: Fields): Status {
  const status = fields.text('status');
  if (!status) return 'published';
  if (STATUSES.includes(status as Status)) return status as Status;
  fields.report('status', `“status” là một trong: ${STATUSES.join(', ')}; không phải “${status}”.`);
  return 'published';
}

function readStanding(fields: Fields, correction: Fields | undefined): Standing {
  const status = readStatus(fields);
  const replacement = readReplacement(fields);
  const withdrawn = fields.fields('withdrawn', ['date', 'reason']);
  if (withdrawn && status !== 'withdrawn')
    fields.report('withdrawn', 'Có “withdrawn” thì cũng cần dòng “status: withdrawn”.');
  // Words that were corrected once may be withdrawn or replaced later; what stood there before is kept.
  if (correction && status !== 'corrected' && status !== 'withdrawn' && !replacement)
    fields.report('correction', 'Có “correction” thì cũng cần dòng “status: corrected”.');
  const corrected = correction && {
    date: readDay(correction, 'date', true) ?? '',
    what: correction.requiredText('what'),
    by: correction.text('by'),
  };
  if (status === 'withdrawn') {
    if (!withdrawn)
      fields.report(
        'status',
        'Bài rút lại cần cho biết ngày; hãy thêm “withdrawn:” với “date: năm-tháng-ngày” và, nếu có, “reason: lý do”.',
      );
    const date = (withdrawn && readDay(withdrawn, 'date', true)) ?? '';
    return { kind: 'withdrawn', date, reason: withdrawn?.text('reason'), replacement: replacement?.ref };
  }
  if (replacement) return { kind: 'superseded', date: replacement.date, replacement: replacement.ref };
  if (status === 'corrected') {
    if (!corrected)
      fields.report(
        'status',
        'Bài đính chính cần cho biết ngày và nội dung; hãy thêm “correction:” với “date:” và “what:”.',
      );
    return { kind: 'corrected', ...(corrected ?? { date: '', what: '', by: undefined }) };
  }
  return { kind: 'current' };
}

function readReplacement(fields: Fields): { ref: TurnRef; date: string | undefined } | undefined {
  const replacement = fields.fields('supersededBy', ['interview', 'turn', 'date']);
  if (!replacement) return undefined;
  const ref = { interview: replacement.requiredText('interview'), turn: replacement.text('turn') ?? '' };
  return { ref, date: readDay(replacement, 'date') };
}
