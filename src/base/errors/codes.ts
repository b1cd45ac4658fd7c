/** Every code an error of this library can carry, with what it means: the closed list behind `docs/errors.md`. */
export const errorCodes = {
  ERR_ADDRESS_IN_USE: "another program already listens on the port or socket path",
  ERR_BAD_YIELD: "a coroutine yielded a value that nobody can wait for",
  ERR_CANCELLED: "the operation was cancelled before it had a result",
  ERR_CLASS_NOT_FOUND: "a worker cannot reach the class whose method is to run",
  ERR_CLIENT_CLOSED: "the client went away before its answer was complete",
  ERR_DUPLICATE_FUNCTION: "two functions were marked at one place of the source",
  ERR_EXECUTOR_FULL: "as many tasks wait as the executor's maxQueue allows",
  ERR_EXECUTOR_SHUTDOWN: "a task was submitted to an executor after its shutdown",
  ERR_FINISH: "a handler ended its request early with Finish, which is no failure",
  ERR_FUNCTION_NOT_FOUND: "a worker evaluated the module, but the function was not marked there",
  ERR_HTTP_INPUT: "the peer sent a message that HTTP or a limit does not allow",
  ERR_HTTP_OUTPUT:
    "the application wrote what HTTP cannot carry, for example more bytes than its Content-Length",
  ERR_HTTP_RESPONSE: "a server answered with a status other than 2xx",
  ERR_HTTP_STATUS:
    "a handler ended its request with HTTPError; `statusCode` is the status that the client gets",
  ERR_HTTP_STREAM_CLOSED:
    "no connection to a server could be made, or it closed before its answer was complete",
  ERR_HTTP_TIMEOUT: "connecting to a server, or the whole request, took longer than allowed",
  ERR_INVALID_STATE: "the object's present state does not allow the operation",
  ERR_MISSING_ARGUMENT: "a handler asked for an argument that the request does not have, and gave no default",
  ERR_MODULE_NOT_LOADABLE: "a worker could not import the module of a blocking function",
  ERR_NOT_A_SOCKET: "a file of another kind is where a Unix socket was to be",
  ERR_NOT_CLONEABLE: "an argument or a result cannot travel between threads",
  ERR_NOT_IN_WORKER: "code in a worker used what only exists on the application's thread",
  ERR_SERVER_SHUTDOWN: "the server was shut down before the answer was complete",
  ERR_SSL_OPTIONS: "the certificate or the key of a TLS server cannot be read or used",
  ERR_STREAM_BUFFER_FULL: "more bytes wait to be read or written than the stream's limit allows",
  ERR_STREAM_CLOSED: "the stream was closed before the operation could be completed",
  ERR_TASK_ABORTED: "a task was given up because its signal was aborted or its time was over",
  ERR_TIMEOUT: "the operation did not finish within its time",
  ERR_UNSATISFIABLE_READ: "a read found no match within its maxBytes",
  ERR_WORKER_EXIT: "a worker exited or died while it ran the task",
  ERR_WORKER_START: "an executor's onWorkerStart function failed in a new worker",
} as const;

/** A stable error code of this library. */
export type ErrorCode = keyof typeof errorCodes;
