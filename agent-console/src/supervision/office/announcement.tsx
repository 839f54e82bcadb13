import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { ask, busy, supervision } from "../../state/desk";
import { dayAndTime, t, timeOf } from "../../texts";
import { Button } from "../../ui/button";
import { today, wallClock } from "../wall_clock";
import { type Draft, NOTHING, Preview, PublicTextFields, toPublicText } from "./public_text";

function Now() {
  const shown = supervision.value?.announcement;
  if (!shown) return <p class="muted">{t("announcement-none")}</p>;
  return (
    <div class="notice notice--good">
      <div>
        <p lang="es">{shown.text.es}</p>
        {shown.text.en && <p lang="en">{shown.text.en}</p>}
        <p class="muted small">
          {t("announcement-by", { name: shown.put_up_by, time: timeOf(shown.put_up_at) })}{" "}
          {shown.until ? t("announcement-until", { time: dayAndTime(shown.until) }) : t("announcement-open-ended")}
        </p>
      </div>
      <Button disabled={busy.value.has("take-down")} onPress={() => void ask("take-down", { type: "take_down_announcement" })}>
        {t("announcement-take-down")}
      </Button>
    </div>
  );
}

/** What everybody reads on the first page and in the waiting room. */
export function AnnouncementPanel() {
  const draft = useSignal<Draft>(NOTHING);
  const until = useSignal("");
  const tried = useSignal(false);
  const putUp = supervision.value?.announcement?.put_up_at;
  useEffect(() => {
    const shown = supervision.peek()?.announcement;
    if (shown && draft.peek() === NOTHING) draft.value = { es: shown.text.es, en: shown.text.en ?? "" };
  }, [putUp]);
  const announce = async () => {
    tried.value = true;
    if (draft.value.es.trim() === "") {
      document.getElementById("announcement-es")?.focus();
      return;
    }
    const message = { type: "announce", text: toPublicText(draft.value), until: wallClock(today(), until.value) } as const;
    if (await ask("announce", message)) tried.value = false;
  };
  return (
    <section class="panel" aria-labelledby="announcement-title">
      <h2 id="announcement-title">{t("announcement-title")}</h2>
      <p class="muted">{t("announcement-where")}</p>
      <Now />
      <PublicTextFields id="announcement" draft={draft} rows={3} missing={tried.value} />
      <div class="field field--short">
        <label for="announcement-until">{t("announcement-until-label")}</label>
        <input id="announcement-until" class="input numbers" type="time" value={until.value} onInput={(event) => (until.value = event.currentTarget.value)} />
      </div>
      <h3>{t("preview-title")}</h3>
      <Preview draft={draft.value} />
      <div>
        <Button look="primary" disabled={busy.value.has("announce")} onPress={() => void announce()}>
          {t(putUp ? "announcement-replace" : "announcement-put-up")}
        </Button>
      </div>
    </section>
  );
}
