import { useSignal } from "@preact/signals";
import { asRefusal, type Refusal } from "@ventanilla/client";
import { useRef } from "preact/hooks";

/** A request behind a button: busy while it runs, refusal when it failed. */
export interface Action {
  readonly busy: boolean;
  readonly refusal: Refusal | undefined;
  readonly run: (work: () => Promise<unknown>) => Promise<boolean>;
  readonly clear: () => void;
}

/** Runs one request at a time; a second press while one runs does nothing. */
export function useAction(): Action {
  const busy = useSignal(false);
  const refusal = useSignal<Refusal | undefined>(undefined);
  const running = useRef(false);
  const run = async (work: () => Promise<unknown>): Promise<boolean> => {
    if (running.current) return false;
    running.current = true;
    busy.value = true;
    refusal.value = undefined;
    try {
      await work();
      return true;
    } catch (thrown) {
      refusal.value = asRefusal(thrown);
      return false;
    } finally {
      running.current = false;
      busy.value = false;
    }
  };
  const clear = () => {
    refusal.value = undefined;
  };
  return { busy: busy.value, refusal: refusal.value, run, clear };
}
