import type { Standing, TurnRef } from '../core/interview.ts';
import type { Fields } from './fields.ts';
import type { Status } from './knowledge-file.ts';

/** Keys that tell how far words have come and whether they still hold; on the interview, or on one of its turns. */
export const LIFE_KEYS = ['status', 'validUntil', 'supersededBy', 'correction', 'withdrawn'];

const STATUSES: readonly Status[] = ['draft', 'published', 'corrected', 'withdrawn'];
const DAY = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/u;

/** What the life keys of a mapping come to. */
export interface Life {
  readonly status: Status;
  readonly standing: Standing;
  /** Last day on which the words may be quoted. */
  readonly validUntil: string | undefined;
}

/** Reads the life keys of `fields`; what it does not say itself it takes from `parent`. */
export function readLife(fields: Fields, parent: Fields | undefined): Life {
  const isOwn = !parent || LIFE_KEYS.some((key) => key !== 'validUntil' && fields.has(key));
  const own = isOwn ? fields : parent;
  return {
    status: readStatus(own),
    standing: readStanding(own),
    validUntil: readDay(fields, 'validUntil') ?? (parent && readDay(parent, 'validUntil')),
  };
}

function readStatus(fields: Fields): Status {
  const status = fields.text('status');
  if (!status) return 'published';
  if (STATUSES.includes(status as Status)) return status as Status;
  fields.report('status', `“status” là một trong: ${STATUSES.join(', ')}; không phải “${status}”.`);
  return 'published';
}

function readStanding(fields: Fields): Standing {
  const status = readStatus(fields);
  const replacement = readReplacement(fields);
  const withdrawn = fields.fields('withdrawn', ['date', 'reason']);
  const correction = fields.fields('correction', ['date', 'what', 'by', 'former']);
  if (withdrawn && status !== 'withdrawn')
    fields.report('withdrawn', 'Có “withdrawn” thì cũng cần dòng “status: withdrawn”.');
  if (correction && status !== 'corrected')
    fields.report('correction', 'Có “correction” thì cũng cần dòng “status: corrected”.');
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
    if (!correction)
      fields.report(
        'status',
        'Bài đính chính cần cho biết ngày và nội dung; hãy thêm “correction:” với “date:” và “what:”.',
      );
    return {
      kind: 'corrected',
      date: (correction && readDay(correction, 'date', true)) ?? '',
      what: correction?.requiredText('what') ?? '',
      by: correction?.text('by'),
      former: correction?.texts('former') ?? [],
    };
  }
  return { kind: 'current' };
}

function readReplacement(fields: Fields): { ref: TurnRef; date: string | undefined } | undefined {
  const replacement = fields.fields('supersededBy', ['interview', 'turn', 'date']);
  if (!replacement) return undefined;
  const ref = { interview: replacement.requiredText('interview'), turn: replacement.text('turn') ?? '' };
  return { ref, date: readDay(replacement, 'date') };
}

function readDay(fields: Fields, key: string, isRequired = false): string | undefined {
  const day = isRequired ? fields.requiredText(key) || undefined : fields.text(key);
  if (day && !DAY.test(day)) {
    fields.report(key, `“${key}” phải viết năm-tháng-ngày, như 2021-03-15, không phải “${day}”.`);
  }
  return day;
}
