/** Time in the parts a person reads: hours only when there are any, seconds only without hours. */
export type Parts =
  | { readonly key: "seconds"; readonly args: { seconds: number } }
  | { readonly key: "minutes-seconds"; readonly args: { minutes: number; seconds: number } }
  | { readonly key: "hours-minutes"; readonly args: { hours: number; minutes: number } };

/** Splits whole seconds; the key names the text. Negative times (clock steps) count as zero. */
export function durationParts(seconds: number): Parts {
  const whole = Math.max(0, Math.floor(seconds));
  const minutes = Math.floor(whole / 60);
  if (minutes === 0) return { key: "seconds", args: { seconds: whole } };
  if (minutes < 60) return { key: "minutes-seconds", args: { minutes, seconds: whole % 60 } };
  return { key: "hours-minutes", args: { hours: Math.floor(minutes / 60), minutes: minutes % 60 } };
}

/** `4:07` or `1:04:07`, for clocks that run. */
export function clockText(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const two = (value: number) => String(value).padStart(2, "0");
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor(whole / 60) % 60;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}
