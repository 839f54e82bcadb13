import { defineConfig } from "vite";
import { sizeReport } from "./build/sizeReport.ts";

/** Where `npm run dev` finds the service: the demo's address unless VENTANILLA says otherwise. */
const service = process.env["VENTANILLA"] ?? "http://127.0.0.1:8080";

export default defineConfig({
  base: "/",
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    target: ["chrome109", "firefox115", "safari16"],
    // The page's CSP has no `data:` for fonts and no inline styles: everything is a file.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  css: { preprocessorOptions: { scss: { quietDeps: true } } },
  plugins: [sizeReport()],
  server: { proxy: { "/api": { target: service, ws: true } } },
});
