/** What is known of a call that came to nothing. */
export interface ApiFailureFacts {
  readonly method: string;
  /** Telegram's `error_code`, else the HTTP status; undefined when no answer came. */
  readonly status: number | undefined;
  readonly description: string;
  readonly retryAfterMs?: number | undefined;
  readonly migrateToChatId?: number | undefined;
}

/** A call that the Bot API refused or that did not get through; holds neither the token nor anything that was sent. */
export class ApiFailure extends Error {
  override readonly name = 'ApiFailure';
  readonly method: string;
  readonly status: number | undefined;
  readonly description: string;
  readonly retryAfterMs: number | undefined;
  readonly migrateToChatId: number | undefined;

  constructor(facts: ApiFailureFacts) {
    super(`${facts.method}: ${facts.status ?? 'no answer'}: ${briefly(facts.description)}`);
    this.method = facts.method;
    this.status = facts.status;
    this.description = facts.description;
    this.retryAfterMs = facts.retryAfterMs;
    this.migrateToChatId = facts.migrateToChatId;
  }
}

/** Whether Telegram does not know the token, so that no call can ever succeed. */
export function isWrongToken(fault: unknown): fault is ApiFailure {
  return fault instanceof ApiFailure && (fault.status === 401 || fault.status === 404);
}

/** What may be logged and stored of a failure. */
export function reasonOf(fault: unknown): string {
  return fault instanceof ApiFailure ? fault.message : fault instanceof Error ? fault.name : typeof fault;
}

/** Telegram quotes what it could not parse after the second colon; that part is somebody's text. */
function briefly(description: string): string {
  return description.split(':').slice(0, 2).join(':').slice(0, 120);
}
