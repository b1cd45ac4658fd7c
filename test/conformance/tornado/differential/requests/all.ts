import {
  answerRequests,
  compressionRequests,
  conditionalRequests,
  errorRequests,
  fieldRequests,
  redirectRequests,
} from "./answers.ts";
import { argumentRequests, pathRequests } from "./arguments.ts";
import { type Exchange, exchangeOf } from "./ask.ts";
import { connectionExchanges, connectionRequests } from "./connections.ts";
import { cookieRequests, ownXsrfRequests, signedRequests, userRequests, xsrfRequests } from "./cookies.ts";
import { fileRequests, pageRequests } from "./files.ts";

/** Everything that is written down. */
export const allExchanges: readonly Exchange[] = [
  ...[
    ...argumentRequests,
    ...pathRequests,
    ...answerRequests,
    ...redirectRequests,
    ...conditionalRequests,
    ...errorRequests,
    ...compressionRequests,
    ...fieldRequests,
    ...cookieRequests,
    ...userRequests,
    ...xsrfRequests,
    ...ownXsrfRequests,
    ...signedRequests,
    ...fileRequests,
    ...pageRequests,
    ...connectionRequests,
  ].map(exchangeOf),
  ...connectionExchanges,
];
