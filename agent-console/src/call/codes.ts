/** A code that may say which check or picture it is about: `check_pending:own_behalf`. */
interface ValuedCode {
  readonly code: string;
  readonly value: string | null;
}

function valuedCode(text: string): ValuedCode {
  const colon = text.indexOf(":");
  return colon < 0 ? { code: text, value: null } : { code: text.slice(0, colon), value: text.slice(colon + 1) };
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
