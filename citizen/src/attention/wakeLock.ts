/**
 * Keeps the screen from going dark while waiting, where the browser can (Screen Wake Lock). The lock is lost whenever
 * the page is hidden, so it is asked for again. Returns the way to let go.
 */
export function keepAwake(): () => void {
  let lock: WakeLockSentinel | undefined;
  let wanted = true;
  const acquire = async () => {
    if (!wanted || document.visibilityState !== "visible" || !("wakeLock" in navigator)) return;
    try {
      const acquired = await navigator.wakeLock.request("screen");
      if (wanted) lock = acquired;
      else await acquired.release();
    } catch {
      // Battery saver may refuse; the place survives a phone that sleeps.
    }
  };
  const again = () => void acquire();
  void acquire();
  document.addEventListener("visibilitychange", again);
  return () => {
    wanted = false;
    document.removeEventListener("visibilitychange", again);
    void lock?.release().catch(() => undefined);
  };
}
