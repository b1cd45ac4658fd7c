import { OptionRules, trueOrFalse } from "../../base/errors/internal.ts";

/** Which URL of a static file is asked for. */
export interface StaticUrlOptions {
  /** Whether protocol and host come first. Default: the handler's `includeHost`, which is `false`. */
  readonly includeHost?: boolean;
  /** Whether the version is added, with which clients may keep the file for ever. Default: `true`. */
  readonly includeVersion?: boolean;
}

export const staticUrlRules = new OptionRules<StaticUrlOptions>("make a static URL", {
  includeHost: trueOrFalse,
  includeVersion: trueOrFalse,
});
