import { HTTPServer, type HTTPServerOptions } from "../../http/httpserver/index.ts";
import type { HTTPServerConnectionDelegate } from "../../http/httputil/index.ts";
import { holdWatchdog, type WatchdogHold } from "../../loop/watchdog/internal.ts";
import type { UnixAddress } from "../../net/tcpserver/index.ts";
import type { ApplicationSettings } from "../handler/index.ts";

/** What such a server needs of its application. */
interface WatchedApplication extends HTTPServerConnectionDelegate {
  readonly settings: ApplicationSettings;
}

/** An application's server, with which the watchdog of the loop comes and goes. */
export class WatchedServer extends HTTPServer {
  readonly #application: WatchedApplication;
  #hold: WatchdogHold | undefined;

  /**
   * @param application - what it serves; its setting `watchdog` counts
   * @param options - of the server
   */
  constructor(application: WatchedApplication, options: HTTPServerOptions | undefined) {
    super(application, options);
    this.#application = application;
  }

  override async listen(port: number | UnixAddress, address?: string): Promise<void> {
    const { watchdog } = this.#application.settings;
    if (watchdog !== false) this.#hold ??= holdWatchdog(watchdog);
    try {
      await super.listen(port, address);
    } finally {
      if (!this.isListening) this.#letGo();
    }
  }

  override stop(): void {
    super.stop();
    this.#letGo();
  }

  #letGo(): void {
    this.#hold?.release();
    this.#hold = undefined;
  }
}
