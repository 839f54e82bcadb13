import { gzipSync } from "node:zlib";
import type { Plugin } from "vite";

/** What a phone downloads before the first screen works; slow networks are the rule (DESIGN, browser apps). */
export const BUDGET_BYTES = 150_000;

/** Prints the compressed size of everything the page loads, and fails the build beyond {@link BUDGET_BYTES}. */
export function sizeReport(): Plugin {
  return {
    name: "size-report",
    apply: "build",
    generateBundle(_options, bundle) {
      let total = 0;
      for (const file of Object.values(bundle)) {
        const content = file.type === "chunk" ? file.code : file.source;
        // Fonts are compressed already; gzip leaves them as they are.
        total += gzipSync(content).length;
      }
      const line = `compressed total: ${(total / 1000).toFixed(1)} kB of ${BUDGET_BYTES / 1000} kB`;
      if (total > BUDGET_BYTES) this.error(line);
      else this.info(line);
    },
  };
}
