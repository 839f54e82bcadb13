import type { CallFile } from "@ventanilla/client/protocol";
import { maybe, t, word } from "../texts";
import { groupMissing } from "./codes";

/** The random action as the assistant says it; a number to say is spelled out digit by digit. */
export function challengeText({ challenge, challenge_value }: Pick<CallFile, "challenge" | "challenge_value">): string {
  const value = challenge_value === null ? "" : String(challenge_value);
  return word("challenge", challenge, { number: challenge === "say_number" ? [...value].join(" ") : value });
}

/** Words for the values of a kind of missing thing: pictures by their kind, everything else by its check. */
const valueText = (code: string, value: string): string =>
  code.startsWith("still") ? word("still", value) : word("check", value);

/**
 * What an approval still needs, one phrase a kind. Bare codes (`own_behalf`, `still_back`) are understood too, so that the
 * list stays readable whatever a newer service adds.
 */
export function missingTexts(codes: readonly string[]): string[] {
  return groupMissing(codes).map(({ code, values }) => {
    const items = values.map((value) => valueText(code, value)).join(", ");
    const text = maybe(`missing-${code}`, { items, count: values.length });
    if (text) return text;
    return maybe(`check-${code}`) ?? t("missing-other", { code: code.replaceAll("_", " ") });
  });
}
