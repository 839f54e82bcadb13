import { effect } from "@preact/signals";
import { render } from "preact";
import { startApp } from "./app/app";
import { texts } from "./app/texts";
import { Page } from "./Page";
import "./styles/main.scss";

effect(() => {
  document.documentElement.lang = texts.language.value;
});
startApp();
const root = document.getElementById("app");
if (root) render(<Page />, root);
