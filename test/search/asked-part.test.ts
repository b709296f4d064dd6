import { expect, test } from 'vitest';
import { askedPart } from '../../src/search/asked-part.ts';

test.each([
  ['Mình đang viết bài. Khó khăn của sở là gì?', 'Khó khăn của sở là gì?', 'the first sentence only tells'],
  ['Số bao nhiêu, ký ngày nào? Mình cần ghi vào tài liệu.', 'Số bao nhiêu, ký ngày nào?', 'the last one does'],
  ['em lam bai tap cho em hoi so co kho khan gi', 'cho em hoi so co kho khan gi', 'what is asked begins in the middle'],
  ['Có 5G chưa? Ở đâu?', 'Có 5G chưa? Ở đâu?', 'both ask'],
  ['Khó khăn. 5G.', 'Khó khăn. 5G.', 'none asks: all of it may be meant'],
  ['phuc vu cho dai hoi the nao', 'phuc vu cho dai hoi the nao', '"cho … hoi" without accents is "cho … hội" as well'],
  ['', '', 'nothing'],
])('%j → %j', (text, asked, reason) => {
  expect(askedPart(text), reason).toBe(asked);
});
