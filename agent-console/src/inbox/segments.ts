/** How many SMS a text takes (3GPP TS 23.038 and 23.040): what the demo shows is what a real gateway would bill. */
export interface Segments {
  readonly encoding: "gsm7" | "ucs2";
  /** Septets or UTF-16 units. */
  readonly units: number;
  readonly parts: number;
}

/** GSM 7-bit default alphabet, TS 23.038 section 6.2.1. */
const BASIC = new Set(
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà",
);
/** Extension table, section 6.2.1.1: two septets each. */
const EXTENDED = new Set("\f^{}\\[~]|€");

/** Size of one SMS, and of each part of a longer one (six octets go to the user data header). */
const LIMITS = { gsm7: { single: 160, part: 153 }, ucs2: { single: 70, part: 67 } } as const;

export function segmentsOf(text: string): Segments {
  const septets = [...text].reduce<number | null>((sum, char) => {
    if (sum === null) return null;
    if (BASIC.has(char)) return sum + 1;
    return EXTENDED.has(char) ? sum + 2 : null;
  }, 0);
  const encoding = septets === null ? "ucs2" : "gsm7";
  const units = septets ?? text.length;
  const { single, part } = LIMITS[encoding];
  return { encoding, units, parts: units <= single ? 1 : Math.ceil(units / part) };
}
