export { InjectedResponse, type Injection, inject } from "../../http/faces/index.ts";
