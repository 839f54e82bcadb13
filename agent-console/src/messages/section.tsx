import { signal } from "@preact/signals";
import type { GatewayView, MessagesView, MessageView } from "@ventanilla/client/protocol";
import { ask, busy, messages } from "../state/desk";
import { dayAndTime, t, timeOf, word } from "../texts";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { reasonKey } from "./reasons";

/** What a supervisor is asked to confirm. */
const confirming = signal<{ readonly message: MessageView; readonly what: "resend" | "dismiss" } | null>(null);

/** SMS that need somebody, and how the gateways are; a section of the supervisor's screen. */
export function MessagesSection() {
  const shown = messages.value;
  if (!shown) return null;
  return (
    <section class="panel messages" aria-labelledby="messages-title" data-section="messages">
      <h2 id="messages-title">{t("messages-title")}</h2>
      <Today view={shown} />
      <Attention view={shown} />
      <h3 id="messages-gateways">{t("messages-gateways")}</h3>
      <Gateways list={shown.gateways} />
      {confirming.value && <Confirm {...confirming.value} />}
    </section>
  );
}

function Today({ view }: { readonly view: MessagesView }) {
  if (view.today.length === 0) return <p class="muted">{t("messages-none-today")}</p>;
  const parts = view.today.map(({ state, count }) => `${word("delivery", state)}: ${String(count)}`);
  return <p class="numbers">{t("messages-today", { counts: parts.join(" · ") })}</p>;
}

function Attention({ view }: { readonly view: MessagesView }) {
  if (view.attention.length === 0) return <p>{t("messages-all-well")}</p>;
  return (
    <>
      <p>{t("messages-attention", { count: view.attention.length, most: view.attention_limit })}</p>
      <div class="table-scroll" tabIndex={0} role="group" aria-labelledby="messages-title">
        <table>
          <thead>
            <tr>
              <th scope="col">{t("messages-when")}</th>
              <th scope="col">{t("messages-kind")}</th>
              <th scope="col">{t("messages-phone")}</th>
              <th scope="col">{t("messages-what")}</th>
              <th scope="col">{t("messages-do")}</th>
            </tr>
          </thead>
          <tbody>
            {view.attention.map((message) => (
              <Row key={message.id} message={message} />
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function Row({ message }: { readonly message: MessageView }) {
  const about = { kind: word("sms", message.kind), time: timeOf(message.created_at) };
  return (
    <tr data-message-state={message.state}>
      <td class="numbers" title={dayAndTime(message.created_at)}>
        {timeOf(message.created_at)}
      </td>
      <td>
        {about.kind}
        {message.is_resend && <span class="muted"> {t("messages-resent")}</span>}
      </td>
      <td class="numbers">{message.phone_masked || "–"}</td>
      <td>
        {t(reasonKey(message))}
        {message.gateway && <span class="muted"> ({message.gateway})</span>}
      </td>
      <td class="messages-actions">
        {message.can_resend && (
          <Button size="small" label={t("messages-resend-label", about)} onPress={() => (confirming.value = { message, what: "resend" })}>
            {t("messages-resend")}
          </Button>
        )}
        <Button size="small" look="quiet" label={t("messages-dismiss-label", about)} onPress={() => (confirming.value = { message, what: "dismiss" })}>
          {t("messages-dismiss")}
        </Button>
      </td>
    </tr>
  );
}

function Confirm({ message, what }: { readonly message: MessageView; readonly what: "resend" | "dismiss" }) {
  const close = () => (confirming.value = null);
  const send = async () => {
    await ask(`message-${message.id}`, what === "resend" ? { type: "resend_message", message_id: message.id } : { type: "dismiss_message", message_id: message.id });
    close();
  };
  const text = what === "dismiss" ? "messages-dismiss-text" : message.state === "ambiguous" ? "messages-resend-ambiguous" : "messages-resend-text";
  return (
    <Dialog title={t(what === "resend" ? "messages-resend-title" : "messages-dismiss-title")} onClose={close}>
      <p>{t(text, { phone: message.phone_masked })}</p>
      <div class="dialog-buttons">
        <Button look="primary" disabled={busy.value.has(`message-${message.id}`)} onPress={() => void send()}>
          {t(what === "resend" ? "messages-resend" : "messages-dismiss")}
        </Button>
        <Button onPress={close}>{t("messages-cancel")}</Button>
      </div>
    </Dialog>
  );
}

function Gateways({ list }: { readonly list: readonly GatewayView[] }) {
  return (
    <div class="table-scroll" tabIndex={0} role="group" aria-labelledby="messages-gateways">
      <table>
        <thead>
          <tr>
            <th scope="col">{t("gateway-name")}</th>
            <th scope="col">{t("gateway-state")}</th>
            <th scope="col">{t("gateway-accepted")}</th>
            <th scope="col">{t("gateway-delivered")}</th>
            <th scope="col">{t("gateway-undelivered")}</th>
            <th scope="col">{t("gateway-rejected")}</th>
            <th scope="col">{t("gateway-put-off")}</th>
            <th scope="col">{t("gateway-ambiguous")}</th>
          </tr>
        </thead>
        <tbody>
          {list.map((gateway) => (
            <tr key={gateway.name}>
              <td>
                {gateway.name} <span class="muted">{gateway.kind}</span>
              </td>
              <td class={gateway.up ? "" : "bad"}>{t(stateKey(gateway))}</td>
              {[gateway.accepted, gateway.delivered, gateway.undelivered, gateway.rejected, gateway.put_off, gateway.ambiguous].map((number, column) => (
                <td key={column} class="numbers">
                  {number}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function stateKey({ up, connected }: GatewayView): string {
  if (up) return "gateway-up";
  return connected === false ? "gateway-disconnected" : "gateway-down";
}
