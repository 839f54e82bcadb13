import { defineConfig } from "vite";

/** Where `npm run dev` finds the service; the built app is served by it. */
const SERVICE = "http://127.0.0.1:8080";

export default defineConfig({
  base: "/console/",
  build: {
    target: "es2022",
    // Small files stay files: `data:` fonts would need a wider Content-Security-Policy.
    assetsInlineLimit: 0,
    // The polyfill adds nothing for the browsers that can hold a call.
    modulePreload: { polyfill: false },
    rolldownOptions: { input: { index: "index.html", inbox: "inbox.html" } },
  },
  server: { proxy: { "/api": { target: SERVICE, ws: true } } },
});
