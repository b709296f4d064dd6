/** What the id of an interview or of a turn looks like. */
export const ID = /^[a-z0-9]+(?:-[a-z0-9]+)*$/u;

/** Tells an editor what an id looks like. */
export function idMessage(id: string): string {
  return `id chỉ gồm chữ thường không dấu, chữ số và gạch nối, như “thuan-loi-kho-khan”, không phải “${id}”.`;
}
