import type { Texts } from './texts.ts';

/** The frame in Vietnamese. */
export const vietnamese: Texts = {
  omission: '[…]',
  whole: 'Xem toàn bộ câu trả lời',
  questions: 'Các câu hỏi trong bài phỏng vấn',
  restOfAnswer: 'Toàn bộ câu trả lời:',
  menus: {
    typed: { next: 'Nhắn số để xem tiếp:', offers: 'Bạn có thể hỏi (nhắn số để xem):' },
    marked: {
      next: 'Nhắn # kèm số để xem tiếp (ví dụ #1):',
      offers: 'Bạn có thể hỏi (nhắn # kèm số để xem, ví dụ #1):',
    },
    reply: {
      next: 'Trả lời tin này bằng số để xem tiếp:',
      offers: 'Bạn có thể hỏi (trả lời tin này bằng số để xem):',
    },
  },
  offersLead: 'Bạn có thể hỏi:',
  othersLead: 'Bạn có thể hỏi thêm:',
  alongsideLead: 'Câu này còn được trả lời ở bài phỏng vấn khác:',
  choicesLead: 'Ý bạn là câu nào dưới đây?',
  unknown: 'Các bài phỏng vấn đã đăng không có câu trả lời cho câu hỏi này.',
  courtesy: {
    greeting:
      'Chào bạn! Bạn cứ nhắn câu hỏi, tôi sẽ tìm và trích nguyên văn câu trả lời trong bài phỏng vấn đã đăng báo.',
    thanks: 'Cảm ơn bạn. Bạn cần hỏi thêm gì cứ nhắn nhé.',
    goodbye: 'Chào bạn, hẹn gặp lại!',
  },
  help: [
    'Bạn nhắn câu hỏi bằng lời của mình, có dấu hay không dấu đều được. Tôi trích nguyên văn đoạn trả lời trong bài phỏng vấn đã đăng báo; nếu bài không nói tới, tôi sẽ báo là không có.',
    'Lệnh: /cauhoi – các câu hỏi đã được trả lời; /nguon – ai trả lời, đăng ở đâu; /kiemtra MÃ – kiểm tra một trích dẫn; /riengtu – dữ liệu được lưu; /xoadulieu – xoá dữ liệu về bạn.',
  ].join('\n\n'),
  aboutLead: 'Nguồn trích dẫn:',
  automatic:
    'Đây là bot tự động: chỉ trích nguyên văn phỏng vấn đã đăng báo, không tư vấn và không tự viết câu trả lời.',
  privacy: [
    'Nội dung bạn nhắn được xoá ngay khi trả lời xong. Tin chưa trả lời được vì lỗi được giữ thêm ít ngày cho người vận hành xem rồi cũng bị xoá.',
    'Được giữ lại: mã số tin nhắn (48 giờ, để không trả lời hai lần), câu vừa được trích (tối đa 24 giờ, để hiểu câu hỏi tiếp theo) và phiếu đánh giá của bạn (một năm).',
    'Gửi /xoadulieu để xoá mọi thứ đang lưu về bạn.',
  ].join('\n'),
  forgotten: 'Đã xoá mọi thứ đang lưu về bạn.',
  unsupported: 'Tôi chỉ đọc được câu hỏi bằng chữ. Bạn nhắn câu hỏi giúp nhé.',
  slowDown: 'Bạn nhắn hơi nhanh. Vui lòng chờ một phút rồi hỏi tiếp nhé.',
  failed: 'Xin lỗi, hệ thống gặp lỗi khi xử lý câu hỏi này. Bạn vui lòng hỏi lại sau ít phút.',
  citationFound: 'Trích dẫn này có thật, đúng nguyên văn như sau:',
  question: (question) => `Hỏi: ${question}`,
  attribution: ({ interview, turn: { speaker } }) =>
    `— ${speaker.honorific} ${speaker.name}, ${speaker.title} (chức danh khi trả lời), ${interview.outlet}${
      interview.published ? `, ${writeDate(interview.published)}` : ''
    }`,
  code: (code) => `Mã trích dẫn: ${code}`,
  leanedOn: (question) => `(Hiểu là bạn hỏi tiếp câu: “${question}”)`,
  welcome: (interviews) =>
    [
      `Chào bạn! ${vietnamese.automatic}`,
      interviews.length === 1 && interviews[0]
        ? `Hiện có bài phỏng vấn ${uncapitalise(nameSpeaker(interviews[0]))} trên ${interviews[0].outlet}.`
        : `Hiện có ${interviews.length} bài phỏng vấn.`,
      'Bạn cứ nhắn câu hỏi, có dấu hay không dấu đều được.',
    ].join('\n'),
  source: (interview) =>
    [
      `• “${interview.title}”`,
      `${nameSpeaker(interview)}, ${interview.speaker.title}`,
      `${interview.outlet}${interview.published ? `, ${writeDate(interview.published)}` : ''}${interview.url ? ` – ${interview.url}` : ''}`,
    ].join('\n'),
  questionsLead: (shown, total) =>
    total === 0
      ? 'Hiện không có câu trả lời nào còn được trích.'
      : total > shown
        ? `${shown} trong ${total} câu hỏi đã được trả lời:`
        : 'Các câu hỏi đã được trả lời:',
  andMore: (count) => `… và ${count} bài khác.`,
  citationMissing: (code, interviews) =>
    interviews.length > 0
      ? `Không có trích dẫn nào mang mã ${code} trong bài “${interviews[0]?.title}”. Nội dung kèm mã này có thể đã bị sửa.`
      : `Mã ${code} không thuộc trích dẫn nào ở đây. Nội dung kèm mã này không phải do bot này gửi, hoặc mã bị gõ sai.`,
  standing: (standing) => {
    switch (standing.kind) {
      case 'current':
        return '';
      case 'corrected':
        return `Đã đính chính ngày ${writeDate(standing.date)}: ${standing.what}${standing.by ? ` (${standing.by})` : ''}`;
      case 'withdrawn':
        return `Câu trả lời này đã được rút lại ngày ${writeDate(standing.date)}${standing.reason ? `: ${standing.reason}` : '.'}`;
      case 'superseded':
        return `Câu trả lời này đã được thay thế${standing.date ? ` từ ngày ${writeDate(standing.date)}` : ''}.`;
      case 'expired':
        return `Câu trả lời này chỉ có hiệu lực đến ngày ${writeDate(standing.date)}.`;
    }
  },
  replacement: ({ interview, turn }) =>
    `Thay vào đó, xem câu trả lời của ${uncapitalise(nameSpeaker(turn))} (${interview.outlet}${
      interview.published ? `, ${writeDate(interview.published)}` : ''
    }) cho câu hỏi: “${turn.question}”`,
  unprompted: (isOn) =>
    isOn
      ? 'Đã bật: trong nhóm này, tôi sẽ tự trả lời khi rất chắc chắn. Gửi /tudong tat để tắt.'
      : 'Đã tắt: trong nhóm này, tôi chỉ trả lời khi được gọi tên.',
  administratorsOnly: 'Chỉ quản trị viên của nhóm đổi được cài đặt này.',
  cannotReadGroup:
    'Lưu ý: hiện tôi chưa đọc được tin nhắn trong nhóm. Hãy đặt tôi làm quản trị viên, hoặc tắt chế độ riêng tư của bot ở @BotFather (/setprivacy) rồi thêm tôi lại vào nhóm.',
  presses: {
    thanks: 'Cảm ơn bạn đã đánh giá.',
    votedBefore: 'Bạn đã đánh giá câu trả lời này rồi.',
    notYours: 'Chỉ người đặt câu hỏi mới đánh giá được câu trả lời này.',
    gone: 'Nút này đã cũ. Bạn gõ lại câu hỏi giúp nhé.',
    failed: 'Chưa thực hiện được. Bạn bấm lại sau ít phút nhé.',
  },
  openChat: 'Hỏi thêm',
  nothingFound: 'Không có câu trả lời. Xem các câu hỏi đã được trả lời',
  commands: {
    start: 'Bắt đầu',
    help: 'Cách hỏi',
    hoi: 'Đặt một câu hỏi',
    cauhoi: 'Các câu hỏi đã được trả lời',
    nguon: 'Ai trả lời, đăng ở đâu, khi nào',
    kiemtra: 'Kiểm tra một trích dẫn theo mã',
    riengtu: 'Dữ liệu được lưu về bạn',
    xoadulieu: 'Xoá dữ liệu về bạn',
    tudong: 'Tự trả lời khi chắc chắn (/tudong tat để tắt)',
  },
  profile: {
    name: 'Trả lời nguyên văn',
    description:
      'Hỏi bằng tiếng Việt, có dấu hay không dấu. Bot trích nguyên văn câu trả lời trong các bài phỏng vấn đã đăng báo, kèm tên người trả lời, chức danh và tên báo; nếu bài không nói tới, bot báo là không có.\n\nĐây là bot tự động: chỉ trích phỏng vấn đã đăng, không tư vấn và không tự viết câu trả lời.',
    shortDescription: 'Bot tự động, trích nguyên văn phỏng vấn đã đăng báo.',
  },
};

function nameSpeaker({ speaker }: { speaker: { honorific: string; name: string } }): string {
  return `${speaker.honorific} ${speaker.name}`;
}

/** `Ông Nam` → `ông Nam`, as it is written inside a sentence; abbreviated titles (`TS.`, `ThS.`) stay. */
function uncapitalise(named: string): string {
  return named.replace(/^\p{Lu}(?=\p{Ll}*\s)/u, (letter) => letter.toLowerCase());
}

/** `2020-11-05` → `5/11/2020`; partial dates stay partial. */
function writeDate(date: string): string {
  return date.slice(0, 10).split('-').reverse().map(Number).join('/');
}
