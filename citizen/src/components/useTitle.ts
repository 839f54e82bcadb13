import { useEffect } from "preact/hooks";
import { t } from "../app/texts";

/** Puts words before the page's name in the tab. */
export function useTitle(words: string): void {
  const title = `${words} – ${t("service-name")}`;
  useEffect(() => {
    document.title = title;
  }, [title]);
}
