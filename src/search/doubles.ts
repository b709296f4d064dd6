/**
 * A short list of numbers. The engine keeps those that {@link zeros} makes as doubles whatever is written into them, so that
 * code which reads them is compiled once. A Float64Array would do so too, but one of more than eight numbers lives outside
 * the heap: to make and to drop it costs twenty times as much, and a question needs dozens.
 */
export type Doubles = number[];

/** Once an array has held a fraction, the engine never takes it, or a slice of it, for one of small integers again. */
const template: Doubles = [];

/** `length` zeros. */
export function zeros(length: number): Doubles {
  if (template.length < length) {
    const from = template.length;
    while (template.length < length * 2) template.push(0.5);
    template.fill(0, from);
  }
  return template.slice(0, length);
}
