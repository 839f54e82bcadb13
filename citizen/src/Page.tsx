import type { ComponentType } from "preact";
import { screen } from "./app/app";
import type { Screen } from "./app/screen";
import { t } from "./app/texts";
import { useAttention } from "./attention/useAttention";
import { ConnectionBanner } from "./components/ConnectionBanner";
import { DemoBanner, Header } from "./components/Header";
import { LoadingScreen } from "./components/Screen";
import { CalledScreen } from "./screens/CalledScreen";
import { CallScreen } from "./screens/call/CallScreen";
import { HeldScreen } from "./screens/HeldScreen";
import { IdentifyScreen } from "./screens/identify/IdentifyScreen";
import { JoinScreen } from "./screens/JoinScreen";
import { LandingScreen } from "./screens/LandingScreen";
import { LeftScreen } from "./screens/LeftScreen";
import { ElsewhereScreen, EndedScreen, OfflineScreen } from "./screens/ConnectionScreens";
import { ResultScreen } from "./screens/ResultScreen";
import { TestScreen } from "./screens/test/TestScreen";
import { WaitingScreen } from "./screens/WaitingScreen";

const SCREENS: Readonly<Record<Screen, ComponentType>> = {
  loading: LoadingScreen,
  landing: LandingScreen,
  test: TestScreen,
  identify: IdentifyScreen,
  join: JoinScreen,
  waiting: WaitingScreen,
  called: CalledScreen,
  held: HeldScreen,
  call: CallScreen,
  result: ResultScreen,
  left: LeftScreen,
  elsewhere: ElsewhereScreen,
  offline: OfflineScreen,
  ended: EndedScreen,
};

/** The whole page: header, what is wrong with the connection, and the one screen. */
export function Page() {
  useAttention();
  const name = screen.value;
  const Shown = SCREENS[name];
  return (
    <>
      <a href="#main" class="govuk-skip-link">
        {t("skip-link")}
      </a>
      <Header />
      <DemoBanner />
      <ConnectionBanner />
      <Shown key={name} />
    </>
  );
}
