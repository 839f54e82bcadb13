import type { CallFile, StillKind, StillView } from "@ventanilla/client/protocol";
import { useState } from "preact/hooks";
import { ask, busy } from "../state/desk";
import { t, timeOf, word } from "../texts";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { stillOf } from "./guide_rules";

const KEYS = { front: "Q", back: "W", face: "C" } as const;

export function takeStill(kind: StillKind): void {
  void ask(`take_still ${kind}`, { type: "take_still", kind });
}

function Enlarged({ still, onClose }: { readonly still: StillView; readonly onClose: () => void }) {
  const kind = t(`still-${still.kind}`);
  const title = t("still-dialog", { kind, width: still.width, height: still.height, time: timeOf(still.taken_at, true) });
  const takeAgain = () => {
    onClose();
    takeStill(still.kind);
  };
  return (
    <Dialog title={title} onClose={onClose} class="still-dialog">
      <img src={still.url} alt={t("still-alt", { kind })} width={still.width} height={still.height} />
      {still.flaws.map((flaw) => (
        <p key={flaw} class="still-flaw">
          {word("still-flaw", flaw)}
        </p>
      ))}
      <div class="dialog-buttons">
        <Button onPress={takeAgain}>{t("still-retake")}</Button>
        <Button look="primary" onPress={onClose}>
          {t("close")}
        </Button>
      </div>
    </Dialog>
  );
}

/** What is wrong with a picture, and what to ask for: said at once, because taking it again is easy now and never later. */
function Flaws({ still }: { readonly still: StillView }) {
  const [worst] = still.flaws;
  if (!worst) return null;
  return (
    <p class="still-flaw" role="status">
      {word("still-flaw", worst)}
    </p>
  );
}

interface StillControlProps {
  readonly call: CallFile;
  readonly kind: StillKind;
  /** It is the next thing to press. */
  readonly now?: boolean;
}

/** Taking it again is rare and has a sign only, which leaves the row to the step's name. */
function StillWords({ taking, again }: { readonly taking: boolean; readonly again: boolean }) {
  if (taking || !again) return <span>{t(taking ? "still-busy" : "still-take")}</span>;
  return (
    <>
      <span aria-hidden="true">↻</span>
      <span class="visually-hidden">{t("still-retake")}</span>
    </>
  );
}

/** The picture of one kind: take it, see it, enlarge it, take it again. The service takes it from the stream. */
export function StillControl({ call, kind, now = false }: StillControlProps) {
  const [large, setLarge] = useState(false);
  const still = stillOf(call, kind);
  const name = t(`still-${kind}`);
  const taking = busy.value.has(`take_still ${kind}`);
  return (
    <div class="still">
      {still && (
        <button type="button" class="still-thumb" aria-label={t("still-enlarge", { kind: name })} onClick={() => setLarge(true)}>
          <img src={still.url} alt="" width={still.width} height={still.height} />
        </button>
      )}
      <Button
        size="small"
        {...(now ? { look: "primary" as const } : {})}
        disabled={taking}
        shortcut={`still-${kind}`}
        onPress={() => takeStill(kind)}
      >
        <StillWords taking={taking} again={still !== null} />
        <span class="visually-hidden">: {name}</span> <kbd aria-hidden="true">{KEYS[kind]}</kbd>
      </Button>
      {still && <Flaws key={still.id} still={still} />}
      {large && still && <Enlarged still={still} onClose={() => setLarge(false)} />}
    </div>
  );
}
