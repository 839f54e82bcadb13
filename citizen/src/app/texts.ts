import { negotiate, Texts, type PageLanguage, type Refusal, type TextArguments } from "@ventanilla/client";
import en from "../../texts/en.ftl?raw";
import es from "../../texts/es.ftl?raw";
import { remember, remembered } from "./storage";

const CHOSEN = "language";

/** All words of the page. */
export const texts = new Texts({ es, en }, negotiate(navigator.languages, remembered(CHOSEN)));

/** The words for a key; components that call it follow the language. */
export const t = (key: string, args?: TextArguments): string => texts.t(key, args);

/** Words for a refusal. */
export const errorText = (refusal: Refusal): string => texts.error(refusal);

/** Changes the language and remembers the choice on this device. */
export function chooseLanguage(language: PageLanguage): void {
  texts.use(language);
  remember(CHOSEN, language);
}
