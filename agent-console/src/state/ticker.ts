import { signal } from "@preact/signals";
import { clock } from "./server_clock";

/** Countdowns show whole seconds; twice a second none is skipped. */
const TICK_MS = 500;

/** The service's time in milliseconds since the epoch; reading it in a component keeps that component up to date. */
export const now = signal(clock.now());

export function startTicker(): void {
  setInterval(() => {
    now.value = clock.now();
  }, TICK_MS);
}

/** Seconds since `iso`. */
export const secondsSince = (iso: string): number => Math.max(0, Math.floor((now.value - Date.parse(iso)) / 1000));

/** Seconds until `iso`, rounded up. */
export const secondsUntil = (iso: string): number => Math.max(0, Math.ceil((Date.parse(iso) - now.value) / 1000));
