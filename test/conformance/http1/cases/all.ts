import { bodyCases } from "./body.ts";
import type { Case } from "./case.ts";
import { transferCodingCases } from "./chunks.ts";
import { connectionCases } from "./connection.ts";
import { fieldCases } from "./fields.ts";
import { messageCases } from "./message.ts";
import { requestLineCases } from "./request-line.ts";
import { semanticsCases } from "./semantics.ts";
import { smugglingCases } from "./smuggling.ts";

/** Every case, in the order of RFC 9112, then of RFC 9110. */
export const cases: readonly Case[] = [
  ...messageCases,
  ...requestLineCases,
  ...fieldCases,
  ...bodyCases,
  ...transferCodingCases,
  ...connectionCases,
  ...semanticsCases,
  ...smugglingCases,
];
