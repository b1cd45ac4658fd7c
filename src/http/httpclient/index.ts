export { AsyncHTTPClient, type RaiseOptions } from "./async-http-client.ts";
export { HTTPClientError, HTTPStreamClosedError, HTTPTimeoutError } from "./errors.ts";
export { HTTPClient } from "./http-client.ts";
export { type FetchOptions, HTTPRequest } from "./http-request.ts";
export { HTTPResponse, type HTTPResponseParts } from "./http-response.ts";
