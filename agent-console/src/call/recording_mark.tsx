import type { CallFile } from "@ventanilla/client/protocol";
import { t, word } from "../texts";

/** Whether the call is being recorded; what should be recorded and is not, is said aloud. */
export function RecordingMark({ call }: { readonly call: CallFile }) {
  if (call.recording === "failed") {
    const reason = word("recording-reason", call.recording_reason ?? "write_failed");
    return (
      <p class="recording-mark recording-mark--failed" role="alert">
        {t("recording-failed-why", { reason })}
      </p>
    );
  }
  return call.recording === "recording" ? <p class="recording-mark">{t("recording-on")}</p> : null;
}
