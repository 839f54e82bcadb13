import { useSignal } from "@preact/signals";
import type { PageLanguage, WaitTold } from "@ventanilla/client";
import { useEffect, useRef } from "preact/hooks";
import { citizen, connection } from "../app/app";
import { errorText, t, texts } from "../app/texts";
import { allowAttention, notificationsAllowed, notificationsPossible } from "../attention/attention";
import { Button, Details, H2, P, Points } from "../components/basics";
import { ConfirmDialog } from "../components/ConfirmDialog";
import { ErrorSummary } from "../components/ErrorSummary";
import { Announcement, ClosedWhileWaiting } from "../components/OfficeMessage";
import { Screen } from "../components/Screen";
import { useAction } from "../components/useAction";
import { Closing, say, WaitFigure, WaitNotes } from "../components/Wait";
import { nextAnnouncement, type Announced } from "../rules/announce";
import { spoken, windowWords } from "../rules/wait";
import { TurnNotice } from "./TurnNotice";

/** What a screen reader hears: the place and what lasts of the forecast. */
function aloud(position: number, told: WaitTold, language: PageLanguage): string {
  const place = position === 1 ? t("waiting-announcement-next") : t("waiting-announcement", { position });
  const [first, ...more] = spoken(told, language).map(say);
  const wait = told.window || told.message.kind === "no_assistants" ? first : t("waiting-announcement-wait", { wait: first ?? "" });
  return [place, wait, ...more].join(" ");
}

/** Place, forecast and promised time, calm, and what to do meanwhile. */
export function WaitingScreen() {
  const state = citizen.value?.ticket?.state;
  if (state?.kind !== "waiting") return null;
  const { position, told } = state;
  const language = texts.language.value;
  const window = told.window ? say(windowWords(told.window, language)) : undefined;
  return (
    <Screen name="waiting" heading={t("waiting-title")} title={t("waiting-tab", { position })}>
      <div class="vt-waiting vt-waiting--large">
        <div class="vt-figure">
          <span class="vt-figure__label">{t("waiting-position-label")}</span>
          <span class={`vt-figure__value vt-figure__value--large${position === 1 ? " vt-figure__value--words" : ""}`}>
            {position === 1 ? t("waiting-next") : t("waiting-position", { position })}
          </span>
        </div>
        <WaitFigure told={told} />
        {window ? <p class="vt-promise">{window}</p> : null}
      </div>
      <ClosedWhileWaiting />
      <Announcement />
      <WaitNotes told={told} />
      <Closing told={told} />
      <Announcer text={aloud(position, told, language)} />
      <Alerts />
      <TurnNotice notice={citizen.value?.ticket?.turn_notice ?? null} />
      <P>{t("waiting-keep")}</P>
      <H2>{t("waiting-prepare-title")}</H2>
      <Points keys={["waiting-prepare-document", "waiting-prepare-phone", "waiting-prepare-light", "waiting-prepare-alone"]} />
      <Details summary={t("waiting-help-summary")}>
        <P>{t("waiting-help-body")}</P>
      </Details>
      <LeaveQueue />
    </Screen>
  );
}

/** Tells screen readers where one stands, at most once a minute. */
function Announcer({ text }: { readonly text: string }) {
  const said = useSignal("");
  const last = useRef<Announced | undefined>(undefined);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const speak = () => {
      const next = nextAnnouncement(text, last.current, performance.now());
      if (!next) return;
      if ("waitMs" in next) {
        timer = setTimeout(speak, next.waitMs);
        return;
      }
      last.current = { text: next.say, at: performance.now() };
      said.value = next.say;
    };
    speak();
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <p class="govuk-visually-hidden" role="status" aria-live="polite">
      {said}
    </p>
  );
}

/** Browsers ring and notify only after a press. */
function Alerts() {
  const done = useSignal(notificationsAllowed());
  if (done.value) return <P>{t(notificationsAllowed() ? "alerts-on" : "alerts-on-sound")}</P>;
  const allow = async () => {
    await allowAttention();
    done.value = true;
  };
  return (
    <>
      <P>{t(notificationsPossible() ? "alerts-explain" : "alerts-explain-sound")}</P>
      <Button onPress={() => void allow()}>{t("alerts-button")}</Button>
    </>
  );
}

/** Gives the place back, after a question. */
export function LeaveQueue() {
  const asking = useSignal(false);
  const action = useAction();
  const leave = async () => {
    await action.run(() => connection.request({ type: "leave_queue" }));
    asking.value = false;
  };
  return (
    <>
      <ErrorSummary attempt={action.refusal} problems={action.refusal ? [{ text: errorText(action.refusal) }] : []} />
      <Button
        onPress={() => {
          asking.value = true;
        }}
      >
        {t("leave-button")}
      </Button>
      {asking.value ? (
        <ConfirmDialog
          title={t("leave-title")}
          confirm={t("leave-confirm")}
          cancel={t("leave-cancel")}
          busy={action.busy}
          onConfirm={() => void leave()}
          onCancel={() => {
            asking.value = false;
          }}
        >
          <P>{t("leave-body")}</P>
        </ConfirmDialog>
      ) : null}
    </>
  );
}
