/** Every code an error of this library can carry, with what it means: the closed list behind `docs/errors.md`. */
export const errorCodes = {
  ERR_ADDRESS_IN_USE: "another program already listens on the port or socket path",
  ERR_CLIENT_CLOSED: "the client went away before its answer was complete",
  ERR_FINISH: "a handler ended its request early with Finish, which is no failure",
  ERR_HTTP_INPUT: "the peer sent a message that HTTP or a limit does not allow",
  ERR_HTTP_OUTPUT:
    "the application wrote what HTTP cannot carry, for example more bytes than its Content-Length",
  ERR_HTTP_STATUS: "a handler ended its request with HTTPError; `statusCode` is the status that the client gets",
  ERR_MISSING_ARGUMENT: "a handler asked for an argument that the request does not have, and gave no default",
} as const;

/** A stable error code of this library. */
export type ErrorCode = keyof typeof errorCodes;
