import type { WaitTold } from "@ventanilla/client";
import type { JSX } from "preact";
import { clock, office } from "../app/app";
import { goTo } from "../app/steps";
import { t, texts } from "../app/texts";
import { Button, Details, H2, Notice, P } from "../components/basics";
import { DocumentIcon, PhoneIcon, QuietIcon } from "../components/Icon";
import { Announcement, OfficeWords } from "../components/OfficeMessage";
import { Screen } from "../components/Screen";
import { OtherWays, say } from "../components/Wait";
import { livesElsewhere, momentOf } from "../rules/format";
import { closingKey, offersAlternatives, range } from "../rules/wait";
import { CameraIcon } from "./call/icons";

const NEEDS: readonly (readonly [string, () => JSX.Element])[] = [
  ["need-document", DocumentIcon],
  ["need-phone", PhoneIcon],
  ["need-camera", () => <CameraIcon off={false} />],
  ["need-place", QuietIcon],
];

/** What this is, whether it is open, how long it takes, what is needed. */
export function LandingScreen() {
  const closed = office.value?.open === false;
  return (
    <Screen name="landing" heading={t("landing-title")} look="wide">
      <div class="vt-landing">
        <div>
          <p class="govuk-body-l">{t("landing-lead")}</p>
          <Announcement />
          <OfficeNotice />
          <P>{t(closed ? "landing-closed-hint" : "landing-start-hint")}</P>
          <Button kind={closed ? "secondary" : "action"} large onPress={() => goTo("test")}>
            {t("landing-start")}
          </Button>
        </div>
        <section class="vt-needs" aria-labelledby="need-title">
          <h2 class="govuk-heading-m" id="need-title">
            {t("need-title")}
          </h2>
          <ul>
            {NEEDS.map(([key, Drawing]) => (
              <li key={key}>
                <Drawing />
                <span>{t(key)}</span>
              </li>
            ))}
          </ul>
        </section>
      </div>
      <H2>{t("steps-title")}</H2>
      <ol class="vt-steps">
        {["steps-test", "steps-identify", "steps-wait", "steps-call"].map((key) => (
          <li key={key}>{t(key)}</li>
        ))}
      </ol>
      <OtherWays />
      <Details summary={t("privacy-summary")}>
        {["privacy-who", "privacy-what", "privacy-recording", "privacy-rights"].map((key) => (
          <P key={key}>{t(key)}</P>
        ))}
      </Details>
    </Screen>
  );
}

/** Open or closed now, and what follows from it. */
export function OfficeNotice() {
  const status = office.value;
  if (!status) return <Notice>{t("office-unknown")}</Notice>;
  const language = texts.language.value;
  const now = clock.now();
  const closing = momentOf(status.next_closing, now, language);
  const opening = momentOf(status.next_opening, now, language);
  const zone = livesElsewhere(now) ? ` ${t("office-zone")}` : "";
  if (!status.open) {
    return (
      <Notice>
        <p class="vt-notice__title vt-lamp">{t("office-closed")}</p>
        <p class="vt-notice__figure">
          {t("office-opens", { moment: t("moment", { ...opening }) })}
          {zone}
        </p>
        {status.closure ? <OfficeWords text={status.closure.reason} /> : null}
      </Notice>
    );
  }
  return (
    <Notice tone={status.told && offersAlternatives(status.told) ? "info" : "good"}>
      <p class="vt-notice__title vt-lamp vt-lamp--on">{t("office-open")}</p>
      {status.told ? <CurrentWait told={status.told} /> : null}
      <p>
        {t(status.closure ? "office-closes-early" : "office-closes", { time: closing.time })}
        {zone}
      </p>
      {status.closure ? <OfficeWords text={status.closure.reason} /> : null}
    </Notice>
  );
}

/** What somebody would wait who joined now, as a range. */
function CurrentWait({ told }: { readonly told: WaitTold }) {
  const { kind } = told.message;
  if (kind === "no_assistants") return <p>{t("wait-no-assistants")}</p>;
  const closing = told.closing === "unlikely" || told.closing === "remote" ? closingKey(told.closing) : undefined;
  return (
    <>
      <p class="vt-notice__figure" data-wait={kind}>
        {kind === "soon" ? t("office-no-wait") : t("office-wait", { wait: say(range(told)) })}
      </p>
      {told.fewer_assistants ? <p>{t("wait-fewer-assistants")}</p> : null}
      {closing ? <p>{t(closing)}</p> : null}
    </>
  );
}
