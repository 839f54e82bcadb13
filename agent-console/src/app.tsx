import { useEffect } from "preact/hooks";
import { useShortcuts } from "./keyboard/dispatch";
import { HelpDialog, helpOpen } from "./keyboard/help";
import { CallScreen } from "./screens/call";
import { ElsewhereScreen } from "./screens/elsewhere";
import { Header } from "./screens/header";
import { IdleScreen } from "./screens/idle";
import { RingingScreen } from "./screens/ringing";
import { SignInScreen } from "./screens/sign_in";
import { Strips } from "./screens/strips";
import { StandbyScreen } from "./screens/standby";
import { ThirdScreen } from "./screens/third";
import { WrapUpScreen } from "./screens/wrap_up";
import { SupervisorArea } from "./supervision/area";
import { screen } from "./state/desk";
import type { Screen } from "./state/screen";
import { t } from "./texts";

function Body({ shown }: { readonly shown: Screen }) {
  switch (shown) {
    case "signin":
      return <SignInScreen />;
    case "elsewhere":
      return <ElsewhereScreen />;
    case "idle":
      return <IdleScreen />;
    case "ringing":
      return <RingingScreen />;
    case "call":
      return <CallScreen />;
    case "wrap_up":
      return <WrapUpScreen />;
    case "third":
      return <ThirdScreen />;
    case "standby":
      return <StandbyScreen />;
    case "board":
      return <SupervisorArea />;
    case "loading":
      return (
        <main data-screen="loading" class="screen screen--narrow">
          <p role="status">{t("loading")}</p>
        </main>
      );
  }
}

/** Another window in front must still show that something happens. */
function titleOf(shown: Screen): string {
  if (shown === "ringing") return t("title-ringing");
  if (shown === "third") return t("title-third");
  return shown === "call" ? t("title-call") : `${t("app-console")} · ${t("app-name")}`;
}

export function App() {
  const shown = screen.value;
  const title = titleOf(shown);
  useEffect(() => {
    document.title = title;
  }, [title]);
  // The focus was on what is gone: the new screen's heading takes it, and screen readers say where they are.
  useEffect(() => {
    const heading = document.querySelector<HTMLElement>("main h1");
    if (!heading || document.activeElement?.closest("main")) return;
    heading.tabIndex = -1;
    heading.focus();
  }, [shown]);
  useShortcuts({
    help: () => {
      helpOpen.value = true;
    },
  });
  return (
    <>
      <Header shown={shown} />
      <Strips shown={shown} />
      <Body key={shown} shown={shown} />
      {helpOpen.value && <HelpDialog />}
    </>
  );
}
