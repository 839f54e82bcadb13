import "./styles/index.css";
import { render } from "preact";
import { App } from "./app";
import { listenToKeyboard } from "./keyboard/dispatch";
import { startDesk } from "./state/desk";
import { startMedia } from "./state/media";
import { startTicker } from "./state/ticker";
import { startTexts } from "./texts";

const root = document.getElementById("app");
if (root) {
  startTexts();
  startDesk();
  startMedia();
  startTicker();
  listenToKeyboard();
  render(<App />, root);
}
