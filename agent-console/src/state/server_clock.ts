import { ServerClock } from "@ventanilla/client";

/** The service's time; set by every push that tells it. */
export const clock = new ServerClock();
