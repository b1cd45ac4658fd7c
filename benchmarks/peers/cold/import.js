// Imports what is named and ends: `node import.js fastify`. Without a name: what Node alone costs.
import { printCost } from "./cost.js";

const specifiers = {
  typhoon: "../../../dist/web/index.js",
  "node-http": "node:http",
  bare: undefined,
};
const [name] = process.argv.slice(2);
const specifier = name in specifiers ? specifiers[name] : name;
if (specifier !== undefined) await import(specifier);
printCost();
