import type { RequestCallback } from "typhoon/httpserver";
import type { HTTPServerRequest } from "typhoon/httputil";

/** Requests that wait until the test answers them. */
export interface HeldRequests {
  /** Give this to the server. */
  readonly callback: RequestCallback;
  /** The next request, as soon as it has arrived. */
  next(): Promise<HTTPServerRequest>;
}

/** A callback that answers nothing, and hands its requests to the test in the order of their arrival. */
export function holdRequests(): HeldRequests {
  const requests: HTTPServerRequest[] = [];
  const waiting: ((request: HTTPServerRequest) => void)[] = [];
  return {
    callback(request) {
      const resolve = waiting.shift();
      if (resolve === undefined) requests.push(request);
      else resolve(request);
    },
    next() {
      const request = requests.shift();
      return request === undefined
        ? new Promise((resolve) => waiting.push(resolve))
        : Promise.resolve(request);
    },
  };
}
