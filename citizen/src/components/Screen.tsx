import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { Screen as ScreenName } from "../app/screen";
import { t } from "../app/texts";
import { useTitle } from "./useTitle";

interface ScreenProps {
  readonly name: ScreenName;
  readonly heading: string;
  /** Before the page's name in the tab; the heading unless something is more urgent. */
  readonly title?: string;
  readonly back?: ComponentChildren;
  readonly children: ComponentChildren;
  /** Which of the {@link STEPS_TO_CALL} steps this is; people who know how far it is stay calm. */
  readonly step?: number;
  /** `call` fills the window instead of being a column of text; `urgent` colours it, so that nobody overlooks it. */
  readonly look?: "call" | "urgent" | "wide";
}

/** Test, data, turn, call. */
const STEPS_TO_CALL = 4;

let shownBefore = false;

const mainClass = (look: ScreenProps["look"]): string => {
  if (look === "call") return "vt-main vt-main--full";
  return look === "urgent" ? "vt-main vt-main--urgent" : `vt-main govuk-width-container${look === "wide" ? " vt-main--wide" : ""}`;
};

/** One screen: its heading takes the focus when it replaces another one, so that screen readers follow. */
export function Screen({ name, heading, title, back, children, step, look }: ScreenProps) {
  const h1 = useRef<HTMLHeadingElement>(null);
  useTitle(title ?? heading);
  useEffect(() => {
    if (shownBefore) {
      h1.current?.focus({ preventScroll: true });
      window.scrollTo(0, 0);
    }
    shownBefore = true;
  }, [name]);
  return (
    <>
      {back ? <div class="govuk-width-container">{back}</div> : null}
      <main id="main" data-screen={name} class={mainClass(look)}>
        {step ? <p class="vt-step">{t("step", { step, of: STEPS_TO_CALL })}</p> : null}
        <h1 class={look === "call" ? "govuk-visually-hidden" : "govuk-heading-l"} tabIndex={-1} ref={h1}>
          {heading}
        </h1>
        {children}
      </main>
    </>
  );
}

/** Shown until the service has spoken. */
export function LoadingScreen() {
  return (
    <Screen name="loading" heading={t("loading-title")}>
      <p class="govuk-body">{t("loading-body")}</p>
    </Screen>
  );
}
