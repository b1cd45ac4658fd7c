import { programOptions } from "./loader/program-options.ts";

/**
 * Options that are the main program's own: the debugger's port is taken, the tests run there, and so does the program
 * that was given as text. Loaders and preloaded modules are inherited, as by threads.
 */
const notInherited =
  /^(?:--inspect|--debug-port|--test|--watch|--input-type|--eval|--print|--check|--interactive|-[epci]+$|-pe$)/;

/** The options of Node with which a child process runs what this process runs. */
export function inheritedOptions(options: readonly string[] = programOptions()): string[] {
  let isInherited = true;
  return options.filter((option) => {
    // What does not begin with a dash is the value of the option before it.
    if (option.startsWith("-")) isInherited = !notInherited.test(option);
    return isInherited;
  });
}

/** The environment of a child process: this process's, without what speaks to its main program alone. */
export function inheritedEnvironment(environment: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  const { NODE_TEST_CONTEXT: _test, WATCH_REPORT_DEPENDENCIES: _watch, ...inherited } = environment;
  const options = inherited["NODE_OPTIONS"];
  return options === undefined ? inherited : { ...inherited, NODE_OPTIONS: withoutDebugger(options) };
}

function withoutDebugger(options: string): string {
  return options.replace(/(?<!\S)--inspect(?:-publish-uid|-port)?(?:-brk|-wait)?(?:=\S*)?(?!\S)/g, "").trim();
}
