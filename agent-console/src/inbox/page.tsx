import { useEffect, useId, useState } from "preact/hooks";
import { dayAndTime, t, word } from "../texts";
import { LanguageChoice } from "../ui/language_choice";
import { type DemoMessage, type Phone, phonesOf } from "./grouping";
import { messages, trouble } from "./messages";
import { segmentsOf } from "./segments";

function Bubble({ message }: { readonly message: DemoMessage }) {
  const { encoding, units, parts } = segmentsOf(message.text);
  return (
    <li class="bubble" data-kind={message.kind}>
      <p class="bubble-text">{message.text}</p>
      <p class="small muted">
        {word("inbox-kind", message.kind)} · {dayAndTime(message.at)} ·{" "}
        <span class={message.state === "failed" ? "bad" : ""}>{word("delivery", message.state)}</span> ·{" "}
        {t("inbox-parts", { parts, units, encoding: t(`inbox-encoding-${encoding}`) })}
      </p>
    </li>
  );
}

function PhoneCard({ phone }: { readonly phone: Phone }) {
  const id = useId();
  return (
    <section class="phone" aria-labelledby={id} data-phone={phone.number}>
      <h2 id={id}>
        <span class="visually-hidden">{t("inbox-to")} </span>
        <span class="numbers">{phone.number}</span>{" "}
        <span class="small muted">{t("inbox-count", { count: phone.messages.length })}</span>
      </h2>
      <ul class="bubbles">
        {phone.messages.map((message) => (
          <Bubble key={message.id} message={message} />
        ))}
      </ul>
    </section>
  );
}

function Phones({ filter }: { readonly filter: string }) {
  const list = messages.value;
  if (!list) return trouble.value ? null : <p role="status">{t("loading")}</p>;
  const phones = phonesOf(list, filter);
  if (phones.length === 0) return <p>{t(list.length === 0 ? "inbox-empty" : "inbox-no-match")}</p>;
  return (
    <div class="phones">
      {phones.map((phone) => (
        <PhoneCard key={phone.number} phone={phone} />
      ))}
    </div>
  );
}

function Trouble() {
  const refusal = trouble.value;
  if (!refusal) return null;
  return (
    <p class="notice notice--warn">
      <span>{t(refusal.status === 404 ? "inbox-unavailable" : "inbox-unreachable")}</span>
    </p>
  );
}

/** The demo's phones: every message that a gateway would have delivered. */
export function InboxPage() {
  const [filter, setFilter] = useState("");
  const id = useId();
  const title = t("inbox-title");
  useEffect(() => {
    document.title = `${title} · ${t("app-name")}`;
  }, [title]);
  return (
    <>
      <header class="header">
        <p class="header-name">
          <strong>{t("app-name")}</strong>
        </p>
        <div class="header-end">
          <LanguageChoice />
        </div>
      </header>
      <main data-screen="inbox" class="inbox">
        <h1>{title}</h1>
        <p class="notice notice--warn">
          <span>{t("inbox-text")}</span>
        </p>
        <div role="status">
          <Trouble />
        </div>
        <div class="field inbox-filter">
          <label for={id}>{t("inbox-filter")}</label>
          <input
            id={id}
            class="input numbers"
            type="search"
            inputMode="tel"
            autocomplete="off"
            value={filter}
            onInput={(event) => setFilter(event.currentTarget.value)}
          />
        </div>
        <Phones filter={filter} />
      </main>
    </>
  );
}
