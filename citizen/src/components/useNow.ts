import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { clock } from "../app/app";

/** The service's time in milliseconds, renewed every `everyMs`. */
export function useNow(everyMs = 1000): number {
  const ticks = useSignal(0);
  useEffect(() => {
    const timer = setInterval(() => {
      ticks.value += 1;
    }, everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  void ticks.value;
  // Reads the clock's offset too: when the service tells its time, the page follows at once.
  return clock.now();
}
