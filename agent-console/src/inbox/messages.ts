import { signal } from "@preact/signals";
import { asRefusal, httpJson, type Refusal } from "@ventanilla/client";
import type { DemoMessage } from "./grouping";

const ADDRESS = "/api/v1/demo/messages";
/** Somebody waits for a code with the page open: two seconds feel like a phone, and cost one small read. */
const POLL_MS = 2_000;

export const messages = signal<readonly DemoMessage[] | null>(null);
export const trouble = signal<Refusal | null>(null);

async function poll(): Promise<void> {
  try {
    messages.value = await httpJson<DemoMessage[]>(ADDRESS);
    trouble.value = null;
  } catch (thrown) {
    trouble.value = asRefusal(thrown);
  }
  setTimeout(() => void poll(), POLL_MS);
}

/** Reads the messages now and again and again; called once when the page starts. */
export function startPolling(): void {
  void poll();
}
