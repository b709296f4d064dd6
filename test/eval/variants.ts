import { createRandom, pick, type Random } from './random.ts';

/** The ways of typing that are measured. */
export const VARIANTS = [
  'plain',
  'no accents',
  'half accented',
  'typos',
  'chat',
  'chat, no accents',
  'NFD',
  'capitals',
  'tone placement',
  'telex slips',
] as const;

/** One way of typing. */
export type Variant = (typeof VARIANTS)[number];

/** `question` as somebody would type it that way; always the same for the same question. */
export function typeAs(variant: Variant, question: string): string {
  const random = createRandom(`${variant}/${question}`);
  switch (variant) {
    case 'plain':
      return question;
    case 'no accents':
      return withoutAccents(question);
    case 'half accented':
      return eachWord(question, (word) => (random() < 0.5 ? withoutAccents(word) : word));
    case 'typos':
      return withTypos(question, random);
    case 'chat':
      return inChat(question, random);
    case 'chat, no accents':
      return withoutAccents(inChat(question, random));
    case 'NFD':
      return question.normalize('NFD');
    case 'capitals':
      return question.toUpperCase();
    case 'tone placement':
      return otherTonePlacement(question);
    case 'telex slips':
      return eachWord(question, (word) => (random() < 0.3 ? keystrokesOf(word, random) : word));
  }
}

/** Accents removed and đ turned to d. */
export function withoutAccents(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/gu, 'd').replace(/Đ/gu, 'D').normalize('NFC');
}

/** Share of letters that go wrong: about one in seven, which costs plain MiniSearch what one in eight of the published runs did. */
const TYPO_RATE = 0.145;
const NEIGHBOURS: Readonly<Record<string, string>> = {
  a: 'sq',
  b: 'vn',
  c: 'xv',
  d: 'sf',
  e: 'wr',
  g: 'fh',
  h: 'gj',
  i: 'uo',
  k: 'jl',
  l: 'k',
  m: 'n',
  n: 'bm',
  o: 'ip',
  p: 'o',
  q: 'wa',
  r: 'et',
  s: 'ad',
  t: 'ry',
  u: 'yi',
  v: 'cb',
  x: 'zc',
  y: 'tu',
};
const TONES = ['', '\u0300', '\u0301', '\u0303', '\u0309', '\u0323'];

function withTypos(text: string, random: Random): string {
  const letters = [...text.normalize('NFC')];
  const typed: string[] = [];
  for (let at = 0; at < letters.length; at += 1) {
    const letter = letters[at] as string;
    if (!/\p{L}/u.test(letter) || random() >= TYPO_RATE) {
      typed.push(letter);
      continue;
    }
    const kind = random();
    const next = letters[at + 1];
    const bare = withoutAccents(letter).toLowerCase();
    if (kind < 0.25 && next && /\p{L}/u.test(next)) {
      typed.push(next, letter);
      at += 1;
    } else if (kind < 0.45) {
      // Dropped.
    } else if (kind < 0.6) typed.push(letter, letter);
    else if (kind < 0.8 && NEIGHBOURS[bare]) typed.push(pick(random, [...(NEIGHBOURS[bare] as string)]));
    else if (/[aeiouy]/u.test(bare)) {
      const untoned = letter.normalize('NFD').replace(/[\u0300\u0301\u0303\u0309\u0323]/gu, '');
      typed.push((untoned + pick(random, TONES)).normalize('NFC'));
    } else typed.push(letter, pick(random, [...(NEIGHBOURS[bare] ?? 'h')]));
  }
  return typed.join('');
}

const CHAT: readonly (readonly [string, readonly string[]])[] = [
  ['như thế nào', ['ntn', 'nhu nao', 'như nào']],
  ['bao nhiêu', ['bn', 'bnhieu', 'bao nhiu']],
  ['thế nào', ['tn', 'thế nào', 'thía nào']],
  ['bao giờ', ['bh', 'bao h', 'bao giờ']],
  ['doanh nghiệp', ['dn', 'doanh nghiệp']],
  ['thông tin', ['ttin', 'thông tin']],
  ['nhiệm vụ', ['nvu', 'nhiệm vụ']],
  ['kế hoạch', ['kế hoạch', 'kh']],
  ['điện thoại', ['đt', 'điện thoại']],
  ['không', ['ko', 'k', 'hok', 'hông', 'kh']],
  ['được', ['đc', 'dc']],
  ['gì', ['j', 'gì', 'ji']],
  ['vậy', ['z', 'zậy', 'v']],
  ['với', ['vs', 'với']],
  ['rồi', ['r', 'rùi']],
  ['làm', ['lm', 'làm']],
  ['người', ['ng', 'người']],
  ['trong', ['trg', 'trong']],
  ['trước', ['trc', 'trước']],
  ['những', ['nhg', 'những', 'nhữg']],
  ['biết', ['bt', 'bít']],
  ['chưa', ['ch', 'chưa']],
  ['cũng', ['cg', 'cũng']],
  ['nhiều', ['nhìu', 'nhiều']],
  ['quá', ['wá', 'quá']],
  ['giờ', ['h', 'giờ']],
  ['mình', ['mk', 'mình']],
  ['sao', ['s', 'sao']],
  ['đang', ['đg', 'đang']],
  ['và', ['vs', 'và']],
  ['của', ['của', 'cuả']],
];
const OPENINGS = ['', '', '', 'ad ơi ', 'cho hỏi ', 'e hỏi '];
const CLOSINGS = ['', '', '', ' ạ', ' v ad', ' z', ' nhỉ', ' 😅'];

function inChat(question: string, random: Random): string {
  let text = question
    .normalize('NFC')
    .toLowerCase()
    .replace(/[?.!,]+/gu, '')
    .trim();
  for (const [phrase, shorts] of CHAT) {
    text = text.replace(new RegExp(`(?<![\\p{L}\\p{M}])${phrase}(?![\\p{L}\\p{M}])`, 'gu'), () => pick(random, shorts));
  }
  return pick(random, OPENINGS) + text + pick(random, CLOSINGS);
}

function eachWord(text: string, change: (word: string) => string): string {
  return text.replace(/[\p{L}\p{M}]+/gu, change);
}

const MOVED: Readonly<Record<string, string>> = {
  òa: 'oà',
  óa: 'oá',
  ỏa: 'oả',
  õa: 'oã',
  ọa: 'oạ',
  òe: 'oè',
  óe: 'oé',
  ỏe: 'oẻ',
  õe: 'oẽ',
  ọe: 'oẹ',
  ùy: 'uỳ',
  úy: 'uý',
  ủy: 'uỷ',
  ũy: 'uỹ',
  ụy: 'uỵ',
};

function otherTonePlacement(text: string): string {
  const back = Object.fromEntries(Object.entries(MOVED).map(([one, other]) => [other, one]));
  return eachWord(text.normalize('NFC'), (word) => {
    const change = (letters: string, table: Readonly<Record<string, string>>) =>
      letters.length > 1 && table[letters.slice(-2).toLowerCase()]
        ? letters.slice(0, -2) + (table[letters.slice(-2).toLowerCase()] as string)
        : undefined;
    return change(word, MOVED) ?? change(word, back) ?? word;
  });
}

const TELEX: Readonly<Record<string, string>> = {
  '\u0300': 'f',
  '\u0301': 's',
  '\u0309': 'r',
  '\u0303': 'x',
  '\u0323': 'j',
  '\u0302': '',
  '\u0306': 'w',
  '\u031B': 'w',
};
const VNI: Readonly<Record<string, string>> = {
  '\u0300': '2',
  '\u0301': '1',
  '\u0309': '3',
  '\u0303': '4',
  '\u0323': '5',
  '\u0302': '6',
  '\u0306': '8',
  '\u031B': '7',
};

/** What an input method leaves standing when it is off, or slow: `dduwocj`, `duoc75`, `ddược`. */
function keystrokesOf(word: string, random: Random): string {
  const kind = random();
  if (kind < 0.25) return word.replace(/^đ/u, 'dd').replace(/^Đ/u, 'Dd');
  const isVni = kind < 0.55;
  let letters = '';
  let tone = '';
  let marks = '';
  for (const unit of word.normalize('NFD')) {
    const telex = TELEX[unit];
    if (unit === 'đ' || unit === 'Đ') {
      letters += isVni ? 'd' : 'dd';
      if (isVni) marks += '9';
    } else if (telex === undefined) letters += unit;
    else if (isVni) {
      if ('12345'.includes(VNI[unit] as string)) tone = VNI[unit] as string;
      else if (!marks.includes(VNI[unit] as string)) marks += VNI[unit];
    } else if ('fsrxj'.includes(telex) && telex !== '') tone = telex;
    else letters += unit === '\u0302' ? (letters.at(-1) ?? '').toLowerCase() : telex;
  }
  return letters + marks + tone;
}
