import {
  HookRules,
  KnownNames,
  list,
  numberFrom0,
  shownValue,
  trueOrFalse,
  type ValueRule,
} from "../../base/errors/internal.ts";
import { genLog } from "../../base/log/index.ts";
import type { HandlerClass } from "./lifecycle.ts";
import { RequestHandler } from "./request-handler.ts";
import { UIModule } from "./ui-module.ts";

const handlerHooks = new HookRules(RequestHandler, {
  hooks: [
    "initialize",
    "prepare",
    "dataReceived",
    "onFinish",
    "onConnectionClose",
    "setDefaultHeaders",
    "decodeArgument",
    "getCurrentUser",
    "getUserLocale",
    "getBrowserLocale",
    "getLoginUrl",
    "checkXsrfCookie",
    "getTemplatePath",
    "getTemplateNamespace",
    "createTemplateLoader",
    "renderLinkedJs",
    "renderEmbedJs",
    "renderLinkedCss",
    "renderEmbedCss",
    "writeError",
    "logException",
    "computeEtag",
  ],
  shortHooks: ["get", "head", "post", "delete", "patch", "put", "options"],
});

const moduleHooks = new HookRules(UIModule, {
  hooks: ["embeddedJavascript", "javascriptFiles", "embeddedCss", "cssFiles", "htmlHead", "htmlBody"],
  shortHooks: ["render"],
  renamed: { embeddedJs: "embeddedJavascript", jsFiles: "javascriptFiles" },
});

const staticRules: ReadonlyMap<string, ValueRule> = new Map([
  ["supportedMethods", list],
  ["blocking", list],
  ["authenticated", list],
  ["streamRequestBody", trueOrFalse],
  ["requestTimeoutMs", numberFrom0],
]);
const staticNames = new KnownNames([...staticRules.keys()]);

const checked = new WeakSet<HandlerClass>();

/**
 * Looks for what a handler class defines and nothing would ever read, when its application is made.
 *
 * @throws {TypeError} if a method or a static field has a name of ours in another spelling, or a wrong value
 */
export function checkHandlerClass(handlerClass: HandlerClass): void {
  if (checked.has(handlerClass)) return;
  handlerHooks.check(handlerClass, (message) => genLog.warn(message));
  for (
    let at: object | null = handlerClass;
    at !== null && at !== RequestHandler;
    at = Object.getPrototypeOf(at)
  ) {
    for (const name of Object.getOwnPropertyNames(at)) checkStatic(handlerClass, name);
  }
  checkMethods(handlerClass);
  checked.add(handlerClass);
}

/** The same of a module of pages. */
export function checkModuleClass(moduleClass: typeof UIModule): void {
  moduleHooks.check(moduleClass, (message) => genLog.warn(message));
}

function checkStatic(handlerClass: HandlerClass, name: string): void {
  const rule = staticRules.get(name);
  if (rule === undefined) return checkStaticName(handlerClass, name);
  const value: unknown = Reflect.get(handlerClass, name);
  if (value === undefined || rule.accepts(value)) return;
  throw new TypeError(
    `Cannot use ${handlerClass.name} because static ${name} must be ${rule.expected}: current value is ${shownValue(value)}`,
  );
}

/** A static method of the class's own may have a name like that, a field with such a value is meant to be ours. */
function checkStaticName(handlerClass: HandlerClass, name: string): void {
  const advice = staticNames.confusedWith(name);
  if (advice === undefined || name.startsWith("_")) return;
  const rule = staticRules.get(advice.name);
  if (!advice.isSame && !rule?.accepts(Reflect.getOwnPropertyDescriptor(handlerClass, name)?.value)) return;
  const unit = advice.name.endsWith("Ms") ? ", in milliseconds" : "";
  throw new TypeError(
    `Cannot use ${handlerClass.name} because RequestHandler has no static ${name}: write ${advice.name}${unit}`,
  );
}

/** With `"get"` in the list no GET would be understood: methods of HTTP are written as they come. */
function checkMethods(handlerClass: HandlerClass): void {
  for (const method of handlerClass.supportedMethods) {
    if (typeof method === "string" && method === method.toUpperCase()) continue;
    throw new TypeError(
      `Cannot use ${handlerClass.name} because static supportedMethods must name HTTP methods, such as "GET": current value is ${shownValue(method)}`,
    );
  }
}
