/** Every code an error of this library can carry, with what it means: the closed list behind `docs/errors.md`. */
export const errorCodes = {
  ERR_ADDRESS_IN_USE: "another program already listens on the port or socket path",
} as const;

/** A stable error code of this library. */
export type ErrorCode = keyof typeof errorCodes;
