import { signal } from "@preact/signals";
import { asRefusal, httpJson } from "@ventanilla/client";
import type { RecordedCall } from "@ventanilla/client/protocol";
import { errorText } from "../../texts";

/** Recorded calls as last read; they are read when somebody looks, not pushed. */
export const calls = signal<readonly RecordedCall[] | null>(null);
/** Why they could not be read. */
export const trouble = signal<string | null>(null);

export async function loadRecordings(): Promise<void> {
  try {
    calls.value = await httpJson<RecordedCall[]>("/api/v1/recordings");
    trouble.value = null;
  } catch (thrown) {
    trouble.value = errorText(asRefusal(thrown));
  }
}
