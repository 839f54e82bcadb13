import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { reasonKey } from "./reasons";

const texts = readFileSync(join(import.meta.dirname, "../../texts/es.ftl"), "utf8");

describe("what went wrong with a message", () => {
  it.each([
    ["ambiguous", null, "messages-ambiguous"],
    ["expired", null, "messages-expired"],
    ["failed", "sms_invalid_number", "messages-sms-invalid-number"],
    ["failed", "sms_blocked", "messages-sms-blocked"],
    ["failed", "sms_refused", "messages-sms-refused"],
    ["failed", "sms_undelivered", "messages-sms-undelivered"],
    ["failed", "sms_of_tomorrow", "messages-failed"],
  ])("%s %s is said in words that exist", (state, reason, key) => {
    expect(reasonKey({ state, reason })).toBe(key);
    expect(texts).toContain(`\n${key} = `);
  });
});
