/**
 * What an error of the open API (`openapi.zalo.me`) means for whoever sends. The token endpoint has codes of its own,
 * some with the same numbers and another meaning: this table is not for it.
 */
export type ApiFault =
  /** The access token is bad: get a new one, try once more. */
  | 'token'
  /** Too many requests: everything waits. */
  | 'rate'
  /** The platform's own trouble: try again. */
  | 'passing'
  /** Some field was refused: the same words in a plainer form may pass. */
  | 'form'
  /** The person has not written for too long. */
  | 'window'
  /** The person blocked, left, or may not be written to. */
  | 'recipient'
  /** What the account, or the person, may send or get is used up. */
  | 'quota'
  /** Not between 22:00 and 06:00. */
  | 'night'
  /** The account, the app or their contract must be put right by a person. */
  | 'configuration'
  /** Can never succeed. */
  | 'permanent'
  /** In no list. */
  | 'unknown';

const CODES: Readonly<Record<ApiFault, readonly number[]>> = {
  token: [-216, -220, -124, 401, -401],
  rate: [-32],
  passing: [-200],
  form: [-201, -210, -233],
  window: [-230, -232],
  recipient: [-213, -217, -227, -237, -238, -241, -244, -403],
  quota: [-211, -218],
  night: [-234],
  configuration: [-204, -205, -209, -212, -219, -221, -223, -224, -235, -242, -320, -321],
  permanent: [-100, -214, -240, -248, -249],
  unknown: [],
};

const FAULTS: ReadonlyMap<number, ApiFault> = new Map(
  Object.entries(CODES).flatMap(([fault, codes]) => codes.map((code) => [code, fault as ApiFault] as const)),
);

/** The meaning of the open API's `error` number; zero is no error and must not be asked for. */
export function apiFaultOf(code: number): ApiFault {
  return FAULTS.get(code) ?? 'unknown';
}
