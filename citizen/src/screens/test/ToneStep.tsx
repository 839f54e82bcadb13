import { useSignal } from "@preact/signals";
import { audioContext, playTestTone } from "@ventanilla/client";
import { t } from "../../app/texts";
import { Button, Details, P } from "../../components/basics";

/** "Did you hear the tone?" */
export function ToneStep({ onAnswer }: { readonly onAnswer: (heard: boolean) => void }) {
  const phase = useSignal<"before" | "playing" | "played">("before");
  const play = async () => {
    phase.value = "playing";
    const context = await audioContext();
    if (context?.state === "running") await playTestTone(context);
    phase.value = "played";
  };
  const played = phase.value === "played";
  return (
    <>
      <P>{t("test-tone-explain")}</P>
      <Button kind={played ? "secondary" : "action"} large={!played} busy={phase.value === "playing"} onPress={() => void play()}>
        {t(played ? "test-tone-again" : "test-tone-play")}
      </Button>
      <div role="status">{played ? <h2 class="govuk-heading-m">{t("test-tone-question")}</h2> : null}</div>
      {played ? (
        <div class="govuk-button-group">
          <Button kind="action" onPress={() => onAnswer(true)}>
            {t("test-tone-yes")}
          </Button>
          <Button onPress={() => onAnswer(false)}>{t("test-tone-no")}</Button>
        </div>
      ) : null}
      <Details summary={t("test-tone-help-summary")}>
        <P>{t("test-tone-help")}</P>
      </Details>
    </>
  );
}
