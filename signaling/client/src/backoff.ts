/** First pause before a reconnect. Short, because most breaks are a moment without network. */
export const FIRST_DELAY_MS = 500;
/** Longest pause: a restarted service is found again within this time, without a stampede. */
export const LONGEST_DELAY_MS = 15_000;

/**
 * Pause before attempt `attempt` (0 = first), doubling up to {@link LONGEST_DELAY_MS}, half of it jittered so that
 * browsers that lost the service together do not come back together.
 *
 * @param random uniform in [0, 1)
 */
export function backoffDelay(attempt: number, random: () => number): number {
  const full = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.min(attempt, 16));
  return Math.round(full / 2 + (full / 2) * random());
}
