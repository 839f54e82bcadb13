import { defineConfig } from "vitest/config";

// Pure parts only; what needs a real browser is tested in tests/browser.
export default defineConfig({ test: { include: ["test/**/*.test.ts"], environment: "node" } });
