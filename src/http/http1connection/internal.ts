/** The friends' door: what the server needs of this module beyond its public names. */
export { isAuthority } from "./authority.ts";
export { checkedNumber } from "./checked-number.ts";
export { connectionOptions } from "./connection-rules.ts";
export { ConnectionSet } from "./connection-set.ts";
export { DecompressingDelegate } from "./decompressing-delegate.ts";
export { errorAnswer, errorText } from "./error-answer.ts";
export { isLegalTarget } from "./legal-target.ts";
export { MemoryBudget } from "./memory-budget.ts";
export { wholeBodySize } from "./parameters.ts";
export { ResponseHead } from "./response-head.ts";
export { sharedReader } from "./socket-events.ts";
