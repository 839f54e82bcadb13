/**
 * Codes that carry a value: `check_pending:own_behalf`, `show_fingers:3`. A colon separates; an underscore before a final
 * number is understood too (`show_fingers_3`).
 */
export interface ValuedCode {
  readonly code: string;
  readonly value: string | null;
}

export function valuedCode(text: string): ValuedCode {
  const colon = text.indexOf(":");
  if (colon >= 0) return { code: text.slice(0, colon), value: text.slice(colon + 1).trim() };
  const numbered = /^(.+)_(\d+)$/.exec(text);
  return numbered?.[1] && numbered[2] ? { code: numbered[1], value: numbered[2] } : { code: text, value: null };
}

/** What an approval still needs, sorted for a sentence: each kind once, with the steps it concerns. */
export interface MissingGroup {
  readonly code: string;
  readonly values: readonly string[];
}

export function groupMissing(codes: readonly string[]): MissingGroup[] {
  const groups = new Map<string, string[]>();
  for (const { code, value } of codes.map(valuedCode)) {
    const values = groups.get(code) ?? [];
    if (value !== null) values.push(value);
    groups.set(code, values);
  }
  return [...groups].map(([code, values]) => ({ code, values }));
}
