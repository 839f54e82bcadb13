import { t } from "../texts";
import { section, SECTIONS, showSection } from "./sections";

/** The supervisors' part of the console: a row of tabs and the section that is chosen. */
export function SupervisorArea() {
  const shown = SECTIONS.find(({ name }) => name === section.value) ?? SECTIONS[0];
  if (!shown) return null;
  const { Section } = shown;
  return (
    <>
      <nav class="sections" aria-label={t("sections")}>
        {SECTIONS.map(({ name }) => (
          <button
            key={name}
            type="button"
            class="sections-tab"
            aria-current={name === shown.name ? "page" : undefined}
            onClick={() => showSection(name)}
          >
            {t(`section-${name}`)}
          </button>
        ))}
      </nav>
      <Section key={shown.name} />
    </>
  );
}
