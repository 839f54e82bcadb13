/** One entry of `GET /api/v1/demo/messages`. */
export interface DemoMessage {
  readonly id: string;
  /** E.164. */
  readonly to: string;
  readonly text: string;
  readonly kind: string;
  /** RFC 3339. */
  readonly at: string;
  readonly state: string;
}

/** All messages of one phone, the oldest first, as a phone shows them. */
export interface Phone {
  readonly number: string;
  readonly messages: readonly DemoMessage[];
}

const digits = (text: string): string => text.replace(/\D/g, "");

/** Phones whose number contains the digits of `filter`; the one with the newest message first. */
export function phonesOf(newestFirst: readonly DemoMessage[], filter: string): Phone[] {
  const wanted = digits(filter);
  const phones = new Map<string, DemoMessage[]>();
  for (const message of newestFirst) {
    if (!digits(message.to).includes(wanted)) continue;
    const messages = phones.get(message.to) ?? [];
    messages.unshift(message);
    phones.set(message.to, messages);
  }
  return [...phones].map(([number, messages]) => ({ number, messages }));
}
