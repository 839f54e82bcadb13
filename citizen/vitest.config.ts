import { defineConfig } from "vitest/config";

// Pure parts only; screens are tested in real browsers (tests/browser).
export default defineConfig({ test: { include: ["test/**/*.test.ts"], environment: "node" } });
