import { UIModule } from "typhoon/web";
import type { Entry as BlogEntry } from "./entries.ts";

/** `{% module Entry(entry) %}`: an entry with its date and its links, and the style sheet that it needs. */
export class Entry extends UIModule {
  override render(entry: BlogEntry) {
    return this.renderString("modules/entry.html", { entry });
  }

  override cssFiles() {
    return "entry.css";
  }
}
