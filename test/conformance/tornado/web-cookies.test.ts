import { checkUpstream } from "./upstream.ts";

// Cookies, signed values, XSRF tokens and users: the names of the tests in tornado/test/web_test.py of Tornado 6.5.

const signedCookies = "web/handler/signed-cookies.test.ts";
const signedValue = "web/handler/signed-value.test.ts";
const cookieFields = "http/httputil/cookies.test.ts";
const cookies = "web/handler/cookies.test.ts";
const differential = "conformance/tornado/differential/requests";
const xsrf = "web/handler/xsrf.test.ts";
const users = "web/decorators/authenticated.test.ts";
const ownHooks = "web/handler/own-hooks.test.ts";
const locale = "web/handler/user-locale.test.ts";

checkUpstream({
  "SecureCookieV1Test.test_round_trip": [signedCookies, "getSignedCookie() has limits of age and of format"],
  "SecureCookieV1Test.test_cookie_tampering_future_timestamp": [
    signedValue,
    "digits moved from the time to the value of format 1",
  ],
  "SecureCookieV1Test.test_arbitrary_bytes": [
    signedValue,
    "createSignedValue() makes what Tornado makes, byte for byte",
  ],
  "SecureCookieV2Test.test_round_trip": [signedCookies, "a signed cookie comes back, lives 30 days"],
  "SecureCookieV2Test.test_key_version_roundtrip": [
    signedCookies,
    "keys are changed without logging anybody out",
  ],
  "SecureCookieV2Test.test_key_version_roundtrip_differing_version": [
    signedCookies,
    "keys are changed without logging anybody out",
  ],
  "SecureCookieV2Test.test_key_version_increment_version": [
    signedCookies,
    "keys are changed without logging anybody out",
  ],
  "SecureCookieV2Test.test_key_version_invalidate_version": [
    signedValue,
    "a removed key takes its values with it",
  ],
  "CookieTest.test_set_cookie": [cookieFields, "formatCookie() writes the value"],
  "CookieTest.test_get_cookie": [
    cookies,
    "getCookie() gives the request's cookies, and the default for others",
  ],
  "CookieTest.test_set_cookie_domain": [
    cookieFields,
    "formatCookie() writes the attributes in the alphabet's order",
  ],
  "CookieTest.test_cookie_special_char": [cookieFields, "formatCookie() writes the value"],
  "CookieTest.test_set_cookie_forbidden_char": [
    cookieFields,
    "formatCookie() refuses attributes that could end and begin another",
  ],
  "CookieTest.test_set_cookie_overwrite": [cookies, "setCookie() replaces a cookie of the same name wholly"],
  "CookieTest.test_set_cookie_max_age": [
    cookieFields,
    "formatCookie() writes the attributes in the alphabet's order",
  ],
  "CookieTest.test_set_cookie_expires_days": [cookieFields, "formatCookie() counts expiresDays from now"],
  "CookieTest.test_set_cookie_false_flags": [differential, '"httponly=1"'],
  "CookieTest.test_set_cookie_deprecated": {
    whyNot:
      "capitalised names of attributes are deprecated there, and the type of the options refuses them here",
  },
  "ClearAllCookiesTest.test_clear_all_cookies": [
    signedCookies,
    "clearAllCookies() drops what the browser sent",
  ],
  "SignedValueTest.test_known_values": [
    signedValue,
    "createSignedValue() makes what Tornado makes, byte for byte",
  ],
  "SignedValueTest.test_name_swap": [
    signedValue,
    "decodeSignedValue() believes no other name, secret, signature or format",
  ],
  "SignedValueTest.test_expired": [signedValue, "a signed value is believed for maxAgeDays"],
  "SignedValueTest.test_payload_tampering": [signedValue, "no text but the signed one is believed"],
  "SignedValueTest.test_signature_tampering": [signedValue, "no text but the signed one is believed"],
  "SignedValueTest.test_non_ascii": [signedValue, "a name beyond ASCII is read back"],
  "SignedValueTest.test_key_versioning_read_write_default_key": [
    signedValue,
    "a removed key takes its values with it",
  ],
  "SignedValueTest.test_key_versioning_read_write_non_default_key": [
    signedValue,
    "a removed key takes its values with it",
  ],
  "SignedValueTest.test_key_versioning_invalid_key": [signedValue, "a removed key takes its values with it"],
  "SignedValueTest.test_key_version_retrieval": [
    signedCookies,
    "keys are changed without logging anybody out",
  ],
  "XSRFTest.test_xsrf_fail_no_token": [xsrf, "a request without the token, or with another, is a 403"],
  "XSRFTest.test_xsrf_fail_body_no_cookie": [xsrf, "a request without the token, or with another, is a 403"],
  "XSRFTest.test_xsrf_fail_argument_invalid_format": [
    xsrf,
    "a request without the token, or with another, is a 403",
  ],
  "XSRFTest.test_xsrf_fail_cookie_invalid_format": [xsrf, "a cookie that is no token is replaced"],
  "XSRFTest.test_xsrf_fail_cookie_no_body": [xsrf, "a request without the token, or with another, is a 403"],
  "XSRFTest.test_xsrf_success_short_token": [
    xsrf,
    "tokens of both formats stand for the same bytes, as in Tornado",
  ],
  "XSRFTest.test_xsrf_success_non_hex_token": [
    xsrf,
    "tokens of both formats stand for the same bytes, as in Tornado",
  ],
  "XSRFTest.test_xsrf_success_post_body": [xsrf, "a request that repeats its cookie's token is let through"],
  "XSRFTest.test_xsrf_success_query_string": [
    xsrf,
    "a request that repeats its cookie's token is let through",
  ],
  "XSRFTest.test_xsrf_success_header": [xsrf, "a request that repeats its cookie's token is let through"],
  "XSRFTest.test_distinct_tokens": [xsrf, "the token is masked anew for each page"],
  "XSRFTest.test_cross_user": [xsrf, "a request without the token, or with another, is a 403"],
  "XSRFTest.test_refresh_token": [xsrf, "the token is masked anew for each page"],
  "XSRFTest.test_versioning": [xsrf, "tokens of both formats stand for the same bytes, as in Tornado"],
  "XSRFCookieNameTest.test_xsrf_fail_no_token": [
    xsrf,
    "the cookie has the name and attributes of the settings",
  ],
  "XSRFCookieNameTest.test_xsrf_fail_body_no_cookie": [
    xsrf,
    "the cookie has the name and attributes of the settings",
  ],
  "XSRFCookieNameTest.test_xsrf_success_post_body": [
    xsrf,
    "the cookie has the name and attributes of the settings",
  ],
  "XSRFCookieKwargsTest.test_xsrf_httponly": [xsrf, "the cookie has the name and attributes of the settings"],
  "AuthRedirectTest.test_relative_auth_redirect": [users, "next is the path for a login page of this site"],
  "AuthRedirectTest.test_absolute_auth_redirect": [users, "the whole URL for one elsewhere"],
  "GetCurrentUserTest.test_get_current_user_is_lazy": [
    ownHooks,
    "a page asks who its user is only if it shows that",
  ],
  "GetCurrentUserTest.test_get_current_user_works": [
    ownHooks,
    "a page asks who its user is only if it shows that",
  ],
  "GetCurrentUserTest.test_get_current_user_from_ui_module_is_lazy": [
    ownHooks,
    "a page asks who its user is only if it shows that",
  ],
  "GetCurrentUserTest.test_get_current_user_from_ui_module_works": [
    ownHooks,
    "a page asks who its user is only if it shows that",
  ],
  "SetLazyPropertiesTest.test_set_properties": [locale, "a handler's locale is what it was set to"],
});
