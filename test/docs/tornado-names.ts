/**
 * The public names of Tornado 6.5: functions, classes, and what they define themselves; of `web` also the settings. What a
 * class only inherits stands where it is defined.
 */
export const tornadoNames: Readonly<Record<string, string>> = {
  web: `
    url MIN_SUPPORTED_SIGNED_VALUE_VERSION MAX_SUPPORTED_SIGNED_VALUE_VERSION DEFAULT_SIGNED_VALUE_VERSION
    DEFAULT_SIGNED_VALUE_MIN_VERSION RequestHandler RequestHandler.settings RequestHandler.prepare
    RequestHandler.on_finish RequestHandler.on_connection_close RequestHandler.clear
    RequestHandler.set_default_headers RequestHandler.set_status RequestHandler.get_status
    RequestHandler.set_header RequestHandler.add_header RequestHandler.clear_header
    RequestHandler.get_argument RequestHandler.get_arguments RequestHandler.get_body_argument
    RequestHandler.get_body_arguments RequestHandler.get_query_argument RequestHandler.get_query_arguments
    RequestHandler.decode_argument RequestHandler.cookies RequestHandler.get_cookie
    RequestHandler.set_cookie RequestHandler.clear_cookie RequestHandler.clear_all_cookies
    RequestHandler.set_signed_cookie RequestHandler.set_secure_cookie RequestHandler.create_signed_value
    RequestHandler.get_signed_cookie RequestHandler.get_secure_cookie
    RequestHandler.get_signed_cookie_key_version RequestHandler.get_secure_cookie_key_version
    RequestHandler.redirect RequestHandler.write RequestHandler.render RequestHandler.render_linked_js
    RequestHandler.render_embed_js RequestHandler.render_linked_css RequestHandler.render_embed_css
    RequestHandler.render_string RequestHandler.get_template_namespace RequestHandler.create_template_loader
    RequestHandler.flush RequestHandler.finish RequestHandler.detach RequestHandler.send_error
    RequestHandler.write_error RequestHandler.locale RequestHandler.get_user_locale
    RequestHandler.get_browser_locale RequestHandler.current_user RequestHandler.get_current_user
    RequestHandler.get_login_url RequestHandler.get_template_path RequestHandler.xsrf_token
    RequestHandler.check_xsrf_cookie RequestHandler.xsrf_form_html RequestHandler.static_url
    RequestHandler.require_setting RequestHandler.reverse_url RequestHandler.compute_etag
    RequestHandler.set_etag_header RequestHandler.check_etag_header RequestHandler.data_received
    RequestHandler.log_exception stream_request_body removeslash addslash Application Application.listen
    Application.add_handlers Application.add_transform Application.find_handler
    Application.get_handler_delegate Application.reverse_url Application.log_request HTTPError
    HTTPError.log_message HTTPError.get_message Finish MissingArgumentError ErrorHandler
    ErrorHandler.initialize ErrorHandler.prepare ErrorHandler.check_xsrf_cookie RedirectHandler
    RedirectHandler.initialize RedirectHandler.get StaticFileHandler StaticFileHandler.CACHE_MAX_AGE
    StaticFileHandler.initialize StaticFileHandler.reset StaticFileHandler.head StaticFileHandler.get
    StaticFileHandler.compute_etag StaticFileHandler.set_headers StaticFileHandler.should_return_304
    StaticFileHandler.get_absolute_path StaticFileHandler.validate_absolute_path
    StaticFileHandler.get_content StaticFileHandler.get_content_version StaticFileHandler.get_content_size
    StaticFileHandler.get_modified_time StaticFileHandler.get_content_type
    StaticFileHandler.set_extra_headers StaticFileHandler.get_cache_time StaticFileHandler.make_static_url
    StaticFileHandler.parse_url_path StaticFileHandler.get_version FallbackHandler
    FallbackHandler.initialize FallbackHandler.prepare OutputTransform OutputTransform.transform_first_chunk
    OutputTransform.transform_chunk GZipContentEncoding GZipContentEncoding.CONTENT_TYPES
    GZipContentEncoding.GZIP_LEVEL GZipContentEncoding.MIN_LENGTH GZipContentEncoding.transform_first_chunk
    GZipContentEncoding.transform_chunk authenticated UIModule UIModule.current_user UIModule.render
    UIModule.embedded_javascript UIModule.javascript_files UIModule.embedded_css UIModule.css_files
    UIModule.html_head UIModule.html_body UIModule.render_string TemplateModule TemplateModule.render
    TemplateModule.embedded_javascript TemplateModule.javascript_files TemplateModule.embedded_css
    TemplateModule.css_files TemplateModule.html_head TemplateModule.html_body create_signed_value
    decode_signed_value get_signature_key_version is_absolute
  `,
  routing: `
    Router Router.find_handler Router.start_request ReversibleRouter ReversibleRouter.reverse_url RuleRouter
    RuleRouter.add_rules RuleRouter.process_rule RuleRouter.find_handler RuleRouter.get_target_delegate
    ReversibleRuleRouter ReversibleRuleRouter.process_rule ReversibleRuleRouter.reverse_url Rule
    Rule.reverse Matcher Matcher.match Matcher.reverse AnyMatches AnyMatches.match HostMatches
    HostMatches.match DefaultHostMatches DefaultHostMatches.match PathMatches PathMatches.match
    PathMatches.reverse URLSpec
  `,
  template: `
    filter_whitespace Template Template.generate BaseLoader BaseLoader.reset BaseLoader.resolve_path
    BaseLoader.load Loader Loader.resolve_path DictLoader DictLoader.resolve_path ParseError
  `,
  escape: `
    xhtml_escape xhtml_unescape json_encode json_decode squeeze url_escape url_unescape parse_qs_bytes utf8
    to_unicode native_str to_basestring recursive_unicode linkify
  `,
  locale: `
    CONTEXT_SEPARATOR get set_default_locale load_translations load_gettext_translations
    get_supported_locales Locale Locale.get_closest Locale.get Locale.translate Locale.pgettext
    Locale.format_date Locale.format_day Locale.list Locale.friendly_number CSVLocale CSVLocale.translate
    CSVLocale.pgettext GettextLocale GettextLocale.translate GettextLocale.pgettext
  `,
  options: `
    Error OptionParser OptionParser.items OptionParser.groups OptionParser.group_dict OptionParser.as_dict
    OptionParser.define OptionParser.parse_command_line OptionParser.parse_config_file
    OptionParser.print_help OptionParser.add_parse_callback OptionParser.run_parse_callbacks
    OptionParser.mockable options define parse_command_line parse_config_file print_help add_parse_callback
  `,
  log: `
    access_log app_log gen_log LogFormatter LogFormatter.DEFAULT_FORMAT LogFormatter.DEFAULT_DATE_FORMAT
    LogFormatter.DEFAULT_COLORS LogFormatter.format enable_pretty_logging define_logging_options
  `,
  settings: `
    autoreload debug default_handler_class default_handler_args compress_response gzip log_function
    serve_traceback ui_modules ui_methods cookie_secret key_version login_url xsrf_cookies
    xsrf_cookie_version xsrf_cookie_kwargs xsrf_cookie_name autoescape compiled_template_cache template_path
    template_loader template_whitespace static_hash_cache static_path static_url_prefix static_handler_class
    static_handler_args default_host
  `,
};
