/** Every code an error of this library can carry, with what it means: the closed list behind `docs/errors.md`. */
export const errorCodes = {
  ERR_ADDRESS_IN_USE: "another program already listens on the port or socket path",
  ERR_BAD_YIELD: "a coroutine yielded a value that nobody can wait for",
  ERR_CANCELLED: "the operation was cancelled before it had a result",
  ERR_INVALID_STATE: "the object's present state does not allow the operation",
  ERR_TIMEOUT: "the operation did not finish within its time",
} as const;

/** A stable error code of this library. */
export type ErrorCode = keyof typeof errorCodes;
