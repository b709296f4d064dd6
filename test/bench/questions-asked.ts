/** What people send to a bot that is known: the same few things over and over, and now and then words of their own. */
const POPULAR = [
  'Khó khăn lớn nhất của sở là gì?',
  'so co thieu bien che khong',
  'Trung tâm báo chí đặt ở đâu?',
  'ngầm hóa cáp viễn thông',
  'chính quyền điện tử làm đến đâu rồi',
  'giá vàng hôm nay bao nhiêu',
  'cảm ơn nhé',
  'nhiệm vụ trọng tâm năm tới',
];

const OPENERS = ['cho em hỏi', 'dạ', 'admin ơi', 'bác ơi cho hỏi', 'xin hỏi', 'mình muốn biết', 'alo', 'cho hỏi chút'];
const CLOSERS = ['ạ', 'vậy', 'thế', 'vậy ad', 'nhỉ', 'với ạ', 'hả bác', 'ad ơi'];

/** One question in so many is put in words that nobody used before. */
export const NEW_WORDING_EVERY = 10;

/** What the bench asks, in words for whoever reads its figures. */
export const QUESTION_MIX = `questions: ${POPULAR.length} popular ones in turn (answered, offered, refused, thanks); every ${NEW_WORDING_EVERY}th message is one of them in words never used before (another opening, another ending, a letter missing)`;

/** The text of message `number`, counted from 0. */
export function questionAsked(number: number): string {
  return number % NEW_WORDING_EVERY === 0 ? newWording(number / NEW_WORDING_EVERY) : popular(number);
}

/** The same questions, none of them ever in the same words. */
export function newWording(number: number): string {
  const words = popular(number);
  const opener = OPENERS[Math.floor(number / POPULAR.length) % OPENERS.length];
  const closer = CLOSERS[Math.floor(number / (POPULAR.length * OPENERS.length)) % CLOSERS.length];
  const missing = Math.floor(number / (POPULAR.length * OPENERS.length * CLOSERS.length)) % words.length;
  return `${opener} ${words.slice(0, missing)}${words.slice(missing + 1)} ${closer}`;
}

function popular(number: number): string {
  return POPULAR[number % POPULAR.length] as string;
}
