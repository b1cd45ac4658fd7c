import { createRequire } from "node:module";
import type { pino } from "pino";

/**
 * Evaluates pino. In the published library it is inside (`scripts/bundle.js` writes this module anew), so that a bundle of
 * an application has it, too, and yet nothing of it runs before it is needed.
 *
 * Deliberately not an `import`: that would cost each start, and each worker's, 20 ms of processor time.
 */
export function loadPino(): typeof pino {
  const exports: { readonly pino: typeof pino } = createRequire(import.meta.url)("pino");
  return exports.pino;
}
