import type { MessageView } from "@ventanilla/client/protocol";

/** Reasons of a failure that have words of their own. */
const FAILURES = new Set(["sms_invalid_number", "sms_blocked", "sms_refused", "sms_undelivered"]);

/** The words for what went wrong with a message. */
export function reasonKey({ state, reason }: Pick<MessageView, "state" | "reason">): string {
  if (state === "ambiguous") return "messages-ambiguous";
  if (state === "expired") return "messages-expired";
  return reason !== null && FAILURES.has(reason) ? `messages-${reason.replaceAll("_", "-")}` : "messages-failed";
}
