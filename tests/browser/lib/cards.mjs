// Pictures the cameras may see: front and back of an invented specimen card, and the drawn faces of its holder and an assistant.

import { PNG } from "pngjs";
import { dniLines } from "./mrz.mjs";

export const WIDTH = 1280;
export const HEIGHT = 720;

/** @typedef {"front" | "back" | "face" | "assistant"} View */

const STYLE = `
  body { margin: 0; width: ${WIDTH}px; height: ${HEIGHT}px; display: grid; place-items: center; background: #8a7f72;
         font-family: "DejaVu Sans", "Liberation Sans", sans-serif; color: #16222e; }
  .card { width: 980px; height: 618px; border-radius: 36px; position: relative; overflow: hidden; padding: 34px 40px; box-sizing: border-box;
          background: linear-gradient(120deg, #cfe3ea, #f3e4d3 55%, #d8e8cf); box-shadow: 0 14px 40px #0008; }
  .reverse { background: linear-gradient(60deg, #7fa3b8, #b79a86 55%, #86a37c); }
  h1 { font-size: 30px; margin: 0 0 22px; letter-spacing: 1px; }
  .label { font-size: 17px; opacity: .75; margin-top: 12px; } .value { font-size: 31px; font-weight: bold; }
  .specimen { position: absolute; right: 38px; top: 250px; font-size: 66px; font-weight: bold; color: #b3202a99; transform: rotate(-18deg); }
  .mrz { position: absolute; left: 0; right: 0; bottom: 0; background: #f6f4ee; padding: 22px 40px; font: bold 46px/62px "DejaVu Sans Mono", monospace; white-space: pre; }
  .chip { position: absolute; right: 60px; top: 60px; width: 120px; height: 92px; border-radius: 14px; background: #c9a646; border: 3px solid #8d7430; }
  .columns { display: flex; gap: 36px; }`;

const PORTRAIT = `
  <svg width="250" height="320" viewBox="0 0 250 320" role="img" aria-label="portrait">
    <rect width="250" height="320" fill="#e8edf0"/><path d="M20 320 q15 -105 105 -105 q90 0 105 105z" fill="#31465c"/>
    <ellipse cx="125" cy="140" rx="66" ry="84" fill="#d9a982"/><path d="M55 130 q0 -98 70 -98 q70 0 70 98 q-22 -56 -70 -56 q-48 0 -70 56z" fill="#3a2a1e"/>
    <circle cx="100" cy="138" r="8"/><circle cx="150" cy="138" r="8"/><path d="M98 186 q27 20 54 0" stroke="#7c3b30" stroke-width="7" fill="none"/>
  </svg>`;

/** @type {Record<View, (person: import("./identities.mjs").Person) => string>} */
const VIEWS = {
  front: (person) => `<div class="card"><h1>DOCUMENTO NACIONAL DE IDENTIDAD</h1><div class="chip"></div><div class="columns">${PORTRAIT}<div>
      <div class="label">APELLIDOS</div><div class="value">${person.surnames}</div>
      <div class="label">NOMBRE</div><div class="value">${person.givenNames}</div>
      <div class="label">FECHA DE NACIMIENTO</div><div class="value">${person.birth.split("-").reverse().join(" ")}</div>
      <div class="label">VALIDEZ · NÚM. SOPORTE</div><div class="value">${person.validUntil.split("-").reverse().join(" ")} · ${person.support}</div>
      <div class="label">DNI NÚM.</div><div class="value">${person.document}</div></div></div><div class="specimen">MUESTRA</div></div>`,
  back: (person) => `<div class="card reverse"><h1>ESPAÑA · DNI</h1><div class="label">DOMICILIO</div><div class="value">C. DE LA MUESTRA 1</div>
      <div class="label">LUGAR DE NACIMIENTO</div><div class="value">MADRID</div><div class="specimen">MUESTRA</div>
      <div class="mrz">${dniLines(person).map((line) => line.replaceAll("<", "&lt;")).join("\n")}</div></div>`,
  face: () => `<svg width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 640 360"><rect width="640" height="360" fill="#7d93a3"/><rect x="430" y="30" width="130" height="190" fill="#d7e2c8"/>
      <path d="M180 360 q25 -120 140 -120 q115 0 140 120z" fill="#7a2f3a"/><ellipse cx="320" cy="150" rx="80" ry="102" fill="#d9a982"/>
      <path d="M236 140 q0 -118 84 -118 q84 0 84 118 q-26 -68 -84 -68 q-58 0 -84 68z" fill="#3a2a1e"/>
      <circle cx="290" cy="148" r="10"/><circle cx="350" cy="148" r="10"/><path d="M288 204 q32 24 64 0" stroke="#7c3b30" stroke-width="9" fill="none"/></svg>`,
  assistant: () => `<svg width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 640 360"><rect width="640" height="360" fill="#dfe4ea"/><rect y="250" width="640" height="110" fill="#b9c2cc"/>
      <path d="M190 360 q20 -112 130 -112 q110 0 130 112z" fill="#1c3f77"/><path d="M300 250 l20 40 l20 -40z" fill="#f4f4f0"/><ellipse cx="320" cy="152" rx="72" ry="92" fill="#b9855f"/>
      <path d="M246 150 q-4 -118 74 -118 q78 0 74 118 q-10 -66 -40 -80 q-50 22 -108 80z" fill="#1d1714"/><path d="M246 150 q-10 -130 74 -130 q84 0 74 130" stroke="#30363d" stroke-width="9" fill="none"/>
      <rect x="234" y="136" width="20" height="44" rx="8" fill="#30363d"/><rect x="386" y="136" width="20" height="44" rx="8" fill="#30363d"/><path d="M244 180 q6 44 56 40" stroke="#30363d" stroke-width="5" fill="none"/>
      <circle cx="292" cy="150" r="9"/><circle cx="348" cy="150" r="9"/><path d="M292 200 q28 18 56 0" stroke="#6d3026" stroke-width="8" fill="none"/></svg>`,
};

/**
 * Draws every view of a person's card.
 * @param {import("playwright-core").Browser} browser
 * @param {import("./identities.mjs").Person} person
 * @returns {Promise<Record<View, PNG>>}
 */
export async function drawCards(browser, person) {
  const page = await browser.newPage({ viewport: { width: WIDTH, height: HEIGHT }, deviceScaleFactor: 1 });
  try {
    /** @type {Partial<Record<View, PNG>>} */
    const pictures = {};
    for (const view of /** @type {View[]} */ (Object.keys(VIEWS))) {
      await page.setContent(`<style>${STYLE}</style>${VIEWS[view](person)}`);
      pictures[view] = PNG.sync.read(await page.screenshot());
    }
    return /** @type {Record<View, PNG>} */ (pictures);
  } finally {
    await page.close();
  }
}
