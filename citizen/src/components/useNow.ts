import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { clock } from "../app/app";

/** The service's time in milliseconds, renewed every `everyMs`. */
export function useNow(everyMs = 1000): number {
  const now = useSignal(clock.now());
  useEffect(() => {
    const timer = setInterval(() => {
      now.value = clock.now();
    }, everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now.value;
}
