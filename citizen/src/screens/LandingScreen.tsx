import { clock, office } from "../app/app";
import { goTo } from "../app/steps";
import { t, texts } from "../app/texts";
import { Button, Details, H2, Notice, P, Points } from "../components/basics";
import { Screen } from "../components/Screen";
import { livesElsewhere, momentOf, waitWords } from "../rules/format";

/** What this is, whether it is open, how long it takes, what is needed. */
export function LandingScreen() {
  return (
    <Screen name="landing" heading={t("landing-title")}>
      <p class="govuk-body-l">{t("landing-lead")}</p>
      <OfficeNotice />
      <P>{t("landing-start-hint")}</P>
      <Button kind="action" large onPress={() => goTo("test")}>
        {t("landing-start")}
      </Button>
      <H2>{t("need-title")}</H2>
      <Points keys={["need-document", "need-phone", "need-camera", "need-place"]} />
      <H2>{t("steps-title")}</H2>
      <ol class="govuk-list govuk-list--number">
        {["steps-test", "steps-identify", "steps-wait", "steps-call", "steps-sms"].map((key) => (
          <li key={key}>{t(key)}</li>
        ))}
      </ol>
      <Details summary={t("alternatives-summary")}>
        <Points keys={["alternative-letter", "alternative-certificate", "alternative-office"]} />
      </Details>
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
      <Notice tone="warning">
        <p class="vt-notice__title">{t("office-closed")}</p>
        <p>
          {t("office-opens", { moment: t("moment", { ...opening }) })}
          {zone}
        </p>
      </Notice>
    );
  }
  const wait = waitWords(status.estimate);
  return (
    <Notice tone="good">
      <p class="vt-notice__title">{t("office-open")}</p>
      <p>{status.estimate ? t("office-wait", { wait: t(wait.key, wait.args) }) : t(wait.key)}</p>
      <p>
        {t("office-closes", { time: closing.time })}
        {zone}
      </p>
    </Notice>
  );
}
