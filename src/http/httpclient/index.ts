export { AsyncHTTPClient, type RaiseOptions } from "./async-http-client.ts";
export { HTTPStreamClosedError, HTTPTimeoutError } from "./errors.ts";
export { HTTPClient } from "./http-client.ts";
export { type FetchOptions, HTTPRequest } from "./http-request.ts";
export { HTTPClientError, HTTPResponse, type HTTPResponseParts } from "./http-response.ts";
