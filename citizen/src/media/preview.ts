import { mayOpenUnasked } from "@ventanilla/client";
import type { LocalMedia } from "./localMedia";

/**
 * Opens camera and microphone for somebody who is being called and looks at the page, so that entering need not wait for them.
 * Only where the browser does not ask for them again; with the page out of sight they are closed. Nothing is sent. Returns
 * the way to stop; what is open stays so, for the call.
 */
export function previewWhileSeen(media: LocalMedia): () => void {
  let wanted = true;
  const look = async () => {
    if (document.visibilityState !== "visible") media.close();
    else if ((await mayOpenUnasked()) && wanted && document.visibilityState === "visible") void media.open();
  };
  const again = () => void look();
  document.addEventListener("visibilitychange", again);
  void look();
  return () => {
    wanted = false;
    document.removeEventListener("visibilitychange", again);
  };
}
