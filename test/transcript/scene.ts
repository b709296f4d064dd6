/** One thing said: by a person, or by the bot with what can be pressed under it. */
export interface Line {
  readonly who: 'person' | 'bot';
  readonly text: string;
  readonly buttons: readonly string[];
}

/** A conversation as a person would see it on one channel. */
export interface Scene {
  readonly title: string;
  readonly lines: readonly Line[];
}

/** What the people say in a private chat, the same on every channel. */
export const PRIVATE_SCRIPT: readonly string[] = [
  'alo',
  'so co thieu bien che khong',
  '1',
  'Trung tâm báo chí đặt ở đâu?',
  'lương giám đốc sở bao nhiêu',
  '/kiemtra 272-VSC-SB2',
  'cảm ơn nhiều nha',
];

/** What is said in a group; only what is marked as addressed may be answered. */
export const GROUP_SCRIPT: readonly { readonly text: string; readonly isAddressed: boolean }[] = [
  { text: 'mai họp tổ dân phố lúc mấy giờ nhỉ', isAddressed: false },
  { text: 'tỉnh có làm 5G không?', isAddressed: true },
  { text: 'ok cảm ơn mọi người', isAddressed: false },
];

const WIDTH = 92;

/** Draws a scene as text: people on the left edge, the bot indented. */
export function drawScene({ title, lines }: Scene): string {
  const drawn = lines.map(({ who, text, buttons }) => {
    const label = who === 'person' ? 'Người hỏi: ' : '';
    const body = wrap(`${label}${text}`, who === 'person' ? '' : '    ');
    return buttons.length === 0 ? body : `${body}\n    ${buttons.map((button) => `[ ${button} ]`).join('\n    ')}`;
  });
  return [`──── ${title} ${'─'.repeat(Math.max(3, WIDTH - title.length - 6))}`, ...drawn, ''].join('\n\n');
}

function wrap(text: string, indent: string): string {
  return text
    .split('\n')
    .map((line) => wrapLine(line, indent))
    .join('\n');
}

function wrapLine(line: string, indent: string): string {
  const rows: string[] = [];
  let row = '';
  for (const word of line.split(' ')) {
    if (row !== '' && indent.length + row.length + word.length + 1 > WIDTH) {
      rows.push(row);
      row = word;
    } else row = row === '' ? word : `${row} ${word}`;
  }
  return [...rows, row].map((content) => (content === '' ? '' : indent + content)).join('\n');
}
