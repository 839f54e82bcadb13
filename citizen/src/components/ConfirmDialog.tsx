import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { Button } from "./basics";

interface ConfirmDialogProps {
  readonly title: string;
  readonly children: ComponentChildren;
  readonly confirm: string;
  readonly cancel: string;
  readonly busy?: boolean;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
}

/** Asks before something that cannot be undone. The browser's own modal dialog: focus stays inside, Escape cancels. */
export function ConfirmDialog({ title, children, confirm, cancel, busy = false, onConfirm, onCancel }: ConfirmDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  return (
    <dialog
      class="vt-dialog"
      ref={dialog}
      aria-labelledby="dialog-title"
      onCancel={(event) => {
        event.preventDefault();
        onCancel();
      }}
    >
      <h2 class="govuk-heading-m" id="dialog-title">
        {title}
      </h2>
      {children}
      <div class="govuk-button-group">
        <Button onPress={onCancel}>{cancel}</Button>
        <Button kind="warning" busy={busy} onPress={onConfirm}>
          {confirm}
        </Button>
      </div>
    </dialog>
  );
}
