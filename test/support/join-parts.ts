/** Texts of which a long reply is several (`(1/2)`, `(2/2)`) as one text a reply. */
export function joinParts(texts: readonly string[]): readonly string[] {
  const replies: string[] = [];
  for (const text of texts) {
    const number = /^\((\d+)\/\d+\)\n/u.exec(text);
    const words = text.slice(number?.[0].length ?? 0);
    if (number && number[1] !== '1' && replies.length > 0) replies.push(`${replies.pop()}\n\n${words}`);
    else replies.push(words);
  }
  return replies;
}
