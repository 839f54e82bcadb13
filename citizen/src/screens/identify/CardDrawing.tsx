import { t } from "../../app/texts";

/** An invented number. */
const EXAMPLE = "E12345678";

/** Where the support number is on a foreigner's identity card: upper right of the front. */
export function CardDrawing() {
  return (
    <svg class="vt-card" viewBox="0 0 320 200" role="img" aria-label={t("identify-card-drawing")}>
      <rect class="vt-card__body" x="2" y="2" width="316" height="196" rx="14" />
      <rect class="vt-card__photo" x="20" y="56" width="84" height="108" rx="6" />
      <circle class="vt-card__face" cx="62" cy="98" r="20" />
      <path class="vt-card__face" d="M28 164c4-30 18-40 34-40s30 10 34 40z" />
      <rect class="vt-card__line" x="20" y="22" width="120" height="10" rx="5" />
      <rect class="vt-card__line" x="124" y="74" width="120" height="8" rx="4" />
      <rect class="vt-card__line" x="124" y="98" width="90" height="8" rx="4" />
      <rect class="vt-card__line" x="124" y="122" width="150" height="8" rx="4" />
      <rect class="vt-card__line" x="124" y="146" width="70" height="8" rx="4" />
      <rect class="vt-card__mark" x="192" y="14" width="114" height="30" rx="6" />
      <text class="vt-card__text" x="249" y="35" text-anchor="middle">
        {EXAMPLE}
      </text>
    </svg>
  );
}
