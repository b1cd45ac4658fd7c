/** The friends' door: what a description of the whole application needs of this module. */
export { mediaTypesOf } from "./body-value.ts";
export { type DeclaredAnswer, declaredAnswers } from "./declared-answer.ts";
export { descriptionOf } from "./described.ts";
