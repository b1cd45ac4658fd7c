export { HTTP1Connection } from "./http1-connection.ts";
export { HTTP1ServerConnection, type HTTP1ServerConnectionInit } from "./http1-server-connection.ts";
export { type HTTP1ConnectionOptions, HTTP1ConnectionParameters } from "./parameters.ts";
