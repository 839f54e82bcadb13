/** What else came with a refusal. */
export interface RefusalDetails {
  /** Reference that finds this error in the operator's log. */
  readonly reference?: string | undefined;
  /** Name of the input at fault. */
  readonly field?: string | undefined;
  /** Attempts that are left, for codes that are counted. */
  readonly attemptsLeft?: number | undefined;
  /** Seconds until trying again makes sense. */
  readonly retryAfter?: number | undefined;
  /** HTTP status, when it came over HTTP. */
  readonly status?: number | undefined;
}

/**
 * A request was refused or could not be made. `code` is a stable snake_case word: the service's own
 * (`docs/PROTOCOL.md`) or one of the browser's: `network` (not reachable), `connection_lost` (the WebSocket broke
 * before the answer of a request that must not be repeated), `malformed_answer`. People see {@link Texts.error}'s words for it.
 */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly reference: string | undefined;
  readonly field: string | undefined;
  readonly attemptsLeft: number | undefined;
  readonly retryAfter: number | undefined;
  readonly status: number | undefined;

  constructor(
    readonly code: string,
    details: RefusalDetails = {},
  ) {
    super(code);
    this.reference = details.reference;
    this.field = details.field;
    this.attemptsLeft = details.attemptsLeft;
    this.retryAfter = details.retryAfter;
    this.status = details.status;
  }
}

/** Any thrown value as a {@link Refusal}, so that a screen always has a code to show. */
export function asRefusal(thrown: unknown): Refusal {
  return thrown instanceof Refusal ? thrown : new Refusal("internal");
}
