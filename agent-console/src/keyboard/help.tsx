import { signal } from "@preact/signals";
import { t } from "../texts";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { setSingleKeys, singleKeys } from "./dispatch";
import { type Group, type Shortcut, SHORTCUTS } from "./shortcuts";

export const helpOpen = signal(false);

const GROUPS: readonly Group[] = ["availability", "guide", "picture", "contact", "decision", "general"];

function Keys({ shortcut: { way, shift, label } }: { readonly shortcut: Shortcut }) {
  const single = way !== "alt" && singleKeys.value;
  return (
    <>
      {single && (
        <>
          {shift && (
            <>
              <kbd>{t("key-shift")}</kbd>{" "}
            </>
          )}
          <kbd>{label}</kbd>{" "}
        </>
      )}
      {way !== "single" && (
        <span class="key-combination">
          {single && <span class="muted small">{t("help-or")} </span>}
          <kbd>Alt</kbd> <kbd>{label}</kbd>
        </span>
      )}
    </>
  );
}

function GroupTable({ group }: { readonly group: Group }) {
  const rows = SHORTCUTS.filter((shortcut) => shortcut.group === group && (shortcut.way !== "single" || singleKeys.value));
  if (rows.length === 0) return null;
  return (
    <section>
      <h3>{t(`help-group-${group}`)}</h3>
      <table>
        <thead class="visually-hidden">
          <tr>
            <th scope="col">{t("help-action")}</th>
            <th scope="col">{t("help-key")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((shortcut) => (
            <tr key={shortcut.action + shortcut.label}>
              <td>{t(`shortcut-${shortcut.action}`)}</td>
              <td class="keys">
                <Keys shortcut={shortcut} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

export function HelpDialog() {
  const close = () => {
    helpOpen.value = false;
  };
  return (
    <Dialog title={t("help-title")} onClose={close} class="help">
      <p class="muted">{t("help-intro")}</p>
      <label class="choice">
        <input type="checkbox" checked={singleKeys.value} onChange={(event) => setSingleKeys(event.currentTarget.checked)} />{" "}
        {t("help-single")}
      </label>
      <div class="help-groups">
        {GROUPS.map((group) => (
          <GroupTable key={group} group={group} />
        ))}
      </div>
      <div class="dialog-buttons">
        <Button look="primary" onPress={close}>
          {t("close")}
        </Button>
      </div>
    </Dialog>
  );
}
