/** `text`, or its beginning with an ellipsis in at most `limit` UTF-16 units, cut at a space where one is near. */
export function cutWords(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const beginning = text.slice(0, limit);
  const space = beginning.lastIndexOf(' ');
  const cut = beginning.slice(0, space > limit / 2 ? space : limit - 1).trimEnd();
  return `${cut.replace(/[\uD800-\uDBFF]$/u, '')}…`;
}
