import fc from "fast-check";
import { leaves, type Recipe } from "./recipe.ts";

const keys = fc.constantFrom("a", "then", "__proto__", "toJSON", "constructor", "a key", "1", "message");
const levels = fc.oneof(fc.nat(20), fc.constantFrom(500, 1_500, 2_500, 5_000, 20_000));
const errorParts = fc.constantFrom("", "name", "message", "stack", "cause", "field", "code", "toString");

/** Recipes of hostile values; they shrink to fewer and simpler parts. */
export const recipes: fc.Arbitrary<Recipe> = fc.letrec<{ value: Recipe; leaf: Recipe }>((tie) => ({
  leaf: fc.constantFrom(...Object.keys(leaves)).map((leaf) => ({ leaf })),
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    { weight: 4, arbitrary: tie("leaf") },
    { weight: 2, arbitrary: fc.array(tie("value"), { maxLength: 4 }).map((list) => ({ list })) },
    {
      weight: 2,
      arbitrary: fc.array(fc.tuple(keys, tie("value")), { maxLength: 4 }).map((fields) => ({ fields })),
    },
    fc.array(fc.tuple(tie("value"), tie("value")), { maxLength: 3 }).map((map) => ({ map })),
    fc.array(tie("value"), { maxLength: 3 }).map((set) => ({ set })),
    tie("value").map((instance) => ({ instance })),
    tie("value").map((getter) => ({ getter })),
    fc.tuple(tie("value"), tie("value")).map((changing) => ({ changing })),
    tie("value").map((cycle) => ({ cycle })),
    fc
      .tuple(fc.constantFrom("list", "object", "map", "cause"), levels, tie("leaf"))
      .map(([deep, count, bottom]) => ({ deep, levels: count, bottom })),
    fc
      .tuple(errorParts, tie("value"), tie("value"))
      .map(([error, field, cause]) => ({ error, field, cause })),
  ),
})).value;
