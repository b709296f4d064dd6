import { digest } from './random.ts';

/** Which half a text belongs to, by its digest alone: settings are chosen on `dev`, `test` is only ever run. */
export function halfOf(text: string): 'dev' | 'test' {
  return digest(text) % 2 === 0 ? 'dev' : 'test';
}
