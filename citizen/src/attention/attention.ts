import { audioContext, playCallTone } from "@ventanilla/client";

/** The tone is repeated this often while the citizen is called. */
const REPEAT_MS = 3_000;
/** Vibration, in milliseconds on and off. */
const VIBRATION = [400, 200, 400];

/** Words of the notification. */
export interface CallWords {
  readonly title: string;
  readonly body: string;
}

/**
 * Calls somebody who may be looking elsewhere: sound, vibration, notification, and a title that alternates.
 * Each is only possible where the browser allows it, so all are used. Returns the way to stop.
 */
export function callForAttention(words: CallWords): () => void {
  const notification = notify(words);
  const before = document.title;
  let ring = 0;
  const once = () => {
    ring += 1;
    document.title = ring % 2 === 1 ? `🔔 ${words.title}` : before;
    navigator.vibrate?.(VIBRATION);
    void audioContext().then((context) => (context?.state === "running" ? playCallTone(context) : undefined));
  };
  once();
  const timer = setInterval(once, REPEAT_MS);
  return () => {
    clearInterval(timer);
    navigator.vibrate?.(0);
    notification?.close();
  };
}

function notify(words: CallWords): Notification | undefined {
  if (!notificationsAllowed()) return undefined;
  try {
    const notification = new Notification(words.title, { body: words.body, tag: "called", requireInteraction: true });
    notification.onclick = () => {
      window.focus();
      notification.close();
    };
    return notification;
  } catch {
    // Chrome on Android offers notifications to service workers only; sound and vibration remain.
    return undefined;
  }
}

/** Whether the person allowed notifications. */
export const notificationsAllowed = (): boolean => "Notification" in window && Notification.permission === "granted";

/** Whether it makes sense to ask. */
export const notificationsPossible = (): boolean => "Notification" in window && Notification.permission === "default";

/** To be called from a press: unlocks sound and asks for notifications. */
export async function allowAttention(): Promise<void> {
  const context = await audioContext();
  if (context?.state === "running") await playCallTone(context);
  if (notificationsPossible()) await Notification.requestPermission().catch(() => undefined);
}
