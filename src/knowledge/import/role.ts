/**
 * What a stretch of an article can be. `question` and `answer` are first paragraphs, `…More` go on; `questionAside`
 * and `answerAside` interrupt; `end` is the first thing after the interview and `after` all that follows it.
 */
export const ROLES = [
  'before',
  'question',
  'questionMore',
  'questionAside',
  'answer',
  'answerMore',
  'answerAside',
  'end',
  'after',
] as const;
export type Role = (typeof ROLES)[number];

/** One number a role, in the order of {@link ROLES}. */
export type PerRole = readonly number[];
