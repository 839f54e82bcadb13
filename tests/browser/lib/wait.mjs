// Waiting for things to become true.

/** The longest single step: a connection test while three browsers share two cores. */
export const DEADLINE_MS = 45_000;
const POLL_MS = 100;

/**
 * Polls until `look` yields something, and returns it. For what tells nobody when it changes: statistics, files, HTTP.
 * @template T
 * @param {string} what named in the failure
 * @param {() => Promise<T | undefined | null | false> | T | undefined | null | false} look
 * @param {number} [deadline]
 * @returns {Promise<T>}
 */
export async function until(what, look, deadline = DEADLINE_MS) {
  const end = performance.now() + deadline;
  for (;;) {
    const value = await look();
    if (value) return value;
    if (performance.now() > end) throw new Error(`timed out after ${deadline} ms waiting for ${what}`);
    await new Promise((resolve) => {
      setTimeout(resolve, POLL_MS);
    });
  }
}
