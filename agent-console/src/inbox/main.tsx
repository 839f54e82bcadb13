import "../styles/inbox_page.css";
import { render } from "preact";
import { startTexts } from "../texts";
import { startPolling } from "./messages";
import { InboxPage } from "./page";

const root = document.getElementById("app");
if (root) {
  startTexts();
  startPolling();
  render(<InboxPage />, root);
}
