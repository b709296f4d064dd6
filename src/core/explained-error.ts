/**
 * A failure that a person can mend: its message alone says what was expected, what came and what to do. Everything else
 * that is thrown is a fault of the program's own.
 */
export class ExplainedError extends Error {
  override readonly name: string = 'ExplainedError';
}
