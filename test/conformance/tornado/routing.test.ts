import { checkUpstream } from "./upstream.ts";

// The names of the tests in tornado/test/routing_test.py of Tornado 6.5.

const routers = "web/routing/routers.test.ts";

checkUpstream({
  "BasicRouterTestCase.test_basic_router": [routers, "a router of one's own serves by itself"],
  "HTTPMethodRouterTestCase.test_http_method_router": [
    routers,
    "a router can choose the handler by the method",
  ],
  "CustomRouterTestCase.test_custom_router": [
    routers,
    "a handler that a router of one's own chooses has the settings of its application",
  ],
  "RuleRouterTest.test_rule_based_router": [
    routers,
    "one list has targets of all kinds, and the search goes on where one finds nobody",
  ],
  "WSGIContainerTestCase.test_wsgi_container": [
    routers,
    "a bare router leads to an application and to a contained listener",
  ],
  "WSGIContainerTestCase.test_delegate_not_found": [routers, "and answers 404 for the rest"],
});
