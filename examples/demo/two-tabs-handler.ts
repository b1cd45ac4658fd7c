import { sleep } from "typhoon/gen";
import { RequestHandler } from "typhoon/web";

/** Takes its time without blocking anybody, and tells when the request came and when it was answered. */
export class TwoTabsHandler extends RequestHandler {
  override async get() {
    const cameAt = Date.now();
    await sleep(1500);
    this.write({ cameAt, answeredAt: Date.now() });
  }
}
