import { checkUpstream } from "./upstream.ts";

// The names of the tests in tornado/test/autoreload_test.py of Tornado 6.5.

const autoreload = "loop/autoreload/autoreload.test.ts";

checkUpstream({
  "AutoreloadTest.test_reload": [autoreload, "a program is started again when its module is changed"],
  "AutoreloadTest.test_reload_wrapper_preservation": [autoreload, "after its hooks, with its arguments"],
  "AutoreloadTest.test_reload_wrapper_args": [autoreload, "after its hooks, with its arguments"],
  "AutoreloadTest.test_reload_wrapper_until_success": {
    whyNot:
      "there is no wrapper program with options of its own: wait() keeps a script until a file is changed",
  },
});
