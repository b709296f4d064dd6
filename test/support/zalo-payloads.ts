import { readFileSync } from 'node:fs';

/** One body of `test/fixtures/zalo/payloads.json`. */
export interface ZaloPayload {
  readonly name: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly payload: Readonly<Record<string, unknown>>;
}

interface PayloadFile {
  readonly signature: Readonly<Record<'appId' | 'rawBody' | 'timestamp' | 'secret' | 'mac', string>>;
  readonly payloads: readonly ZaloPayload[];
}

const file = JSON.parse(
  readFileSync(new URL('../fixtures/zalo/payloads.json', import.meta.url), 'utf8'),
) as PayloadFile;

/** A signature computed by somebody else, with what it was computed from. */
export const signatureVector = file.signature;

/** The payloads whose names begin with `prefix`. */
export function payloadsOf(prefix: string): readonly ZaloPayload[] {
  return file.payloads.filter(({ name }) => name.startsWith(prefix));
}

/** The payload called `name`. */
export function payloadNamed(name: string): Readonly<Record<string, unknown>> {
  const found = file.payloads.find((each) => each.name === name);
  if (!found) throw new Error(`expected a payload named ${name}, got none`);
  return found.payload;
}
