import { checkUpstream } from "./upstream.ts";

// The names of the tests in tornado/test/process_test.py of Tornado 6.5.

const forks = "net/process/fork-processes.test.ts";
const subprocesses = "net/process/subprocess.test.ts";

checkUpstream({
  "ProcessTest.test_multi_process": [forks, "a process that crashes is started again with its number"],
  "SubprocessTest.test_subprocess": [subprocesses, "what is written to stdin comes out of stdout"],
  "SubprocessTest.test_close_stdin": [subprocesses, "closing it is seen by the program"],
  "SubprocessTest.test_stderr": [subprocesses, "stderr is a stream of its own"],
  "SubprocessTest.test_sigchild": [subprocesses, "the exit callback gets the code"],
  "SubprocessTest.test_sigchild_future": [subprocesses, "waitForExit() rejects with the exit code"],
  "SubprocessTest.test_sigchild_signal": [
    subprocesses,
    "a program that a signal ended has the number of the signal, made negative",
  ],
  "SubprocessTest.test_wait_for_exit_raise": [subprocesses, "waitForExit() rejects with the exit code"],
  "SubprocessTest.test_wait_for_exit_raise_disabled": [subprocesses, "unless it is asked not to"],
});
