/** The fields of something that ought to be an object; none when it is not one. */
export type Fields = Readonly<Record<string, unknown>>;

/** Parses a body; undefined when it is not JSON. */
export function parseJson(body: Buffer | string): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    return undefined;
  }
}

/** `value` as an object, empty when it is none: what platforms send is read without trust in its shape. */
export function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

/**
 * `value` as text that is not empty. Ids are strings of digits beyond 2^53: a number has lost its last ones, but is no
 * reason to fall over.
 */
export function wordsOf(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}
