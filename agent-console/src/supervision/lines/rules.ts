import type { KeptLine, LineQuality, LineSpell } from "@ventanilla/client/protocol";

/** A stretch of the strip: its place and width in percent of the call. */
export interface Stretch {
  readonly quality: LineQuality;
  readonly from: number;
  readonly width: number;
}

/** Lines of one side, in their order: a side that reconnected has several. */
export function linesOf(lines: readonly KeptLine[], side: string): KeptLine[] {
  return lines.filter((line) => line.side === side);
}

/** Both sides' time together, in milliseconds since the epoch: what their strips are drawn over. */
export function spanOf(lines: readonly KeptLine[]): { begin: number; end: number } {
  const begin = Math.min(...lines.map(({ began_at }) => Date.parse(began_at)));
  const end = Math.max(...lines.map(({ began_at, seconds }) => Date.parse(began_at) + seconds.all * 1000));
  return { begin, end: Math.max(end, begin + 1000) };
}

/** What a side's line was when; where there is no stretch there was no connection. */
export function stretchesOf(lines: readonly KeptLine[], span: { begin: number; end: number }): Stretch[] {
  const share = (ms: number) => (ms / (span.end - span.begin)) * 100;
  return lines.flatMap(({ began_at, seconds, spells }) =>
    spells.map((spell, index) => {
      const from = Date.parse(began_at) - span.begin + spell.from_second * 1000;
      const until = spells[index + 1]?.from_second ?? seconds.all;
      return { quality: spell.quality, from: share(from), width: share((until - spell.from_second) * 1000) };
    }),
  );
}

/** Whole percents of a side's connected time by word; they add up to 100 as far as rounding lets them. */
export function sharesOf(lines: readonly KeptLine[]): Record<LineQuality, number> {
  const all = total(lines, "all") || 1;
  const percent = (word: LineQuality) => Math.round((total(lines, word) / all) * 100);
  return { good: percent("good"), fair: percent("fair"), poor: percent("poor") };
}

/** Sum of one count over a side's connections. */
export function total(lines: readonly KeptLine[], count: keyof KeptLine["seconds"]): number {
  return lines.reduce((sum, { seconds }) => sum + seconds[count], 0);
}

/** How a side's media travelled: `udp`, `tcp` or `both`. */
export function transportOf(line: KeptLine): "udp" | "tcp" | "both" {
  const { udp, tcp } = line.seconds;
  return tcp === 0 ? "udp" : udp === 0 ? "tcp" : "both";
}

/** Changes of a line for those who read instead of look: since when it was what. */
export function changesOf(line: KeptLine): { at: string; spell: LineSpell }[] {
  const begin = Date.parse(line.began_at);
  return line.spells.map((spell) => ({ at: new Date(begin + spell.from_second * 1000).toISOString(), spell }));
}
