export { InjectedResponse, type Injection, inject } from "../../http/faces/index.ts";
export {
  AsyncHTTPSTestCase,
  AsyncHTTPTestCase,
  type AsyncHTTPTestCaseOptions,
} from "./async-http-test-case.ts";
export { bindUnusedPort, type UnusedPort } from "./bind-unused-port.ts";
export { CookieJar } from "./cookie-jar.ts";
export { ExpectLog, type ExpectLogOptions, type LogLine } from "./expect-log.ts";
export { type GenTestOptions, genTest, getAsyncTestTimeoutMs } from "./gen-test.ts";
export { HTTPTestClient, type HTTPTestClientOptions, type TestFetchOptions } from "./http-test-client.ts";
export { ManualClock } from "./manual-clock.ts";
export { runInline } from "./run-inline.ts";
export { type TestCertificate, testAuthority, testCertificate } from "./test-certificate.ts";
export type { TestScope } from "./test-scope.ts";
