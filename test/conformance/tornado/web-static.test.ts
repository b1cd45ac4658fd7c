import { checkUpstream } from "./upstream.ts";

// Static files: the names of the tests in tornado/test/web_test.py of Tornado 6.5.

const files = "web/handlers/static-file-handler.test.ts";
const differential = "conformance/tornado/differential/requests";
const paths = "web/handlers/static-path.test.ts";
const hooks = "web/handlers/static-hooks.test.ts";

checkUpstream({
  "StaticFileTest.test_static_files": [files, "staticPath also serves /favicon.ico and /robots.txt"],
  "StaticFileTest.test_static_files_cacheable": [files, "keeps it for ever only under a version"],
  "StaticFileTest.test_static_compressed_files": [differential, '"/static/archive.tar.gz"'],
  "StaticFileTest.test_static_windows_special_filenames": [paths, "is not looked up on Windows"],
  "StaticFileTest.test_static_url": [files, "staticUrl() has the version once it is known"],
  "StaticFileTest.test_absolute_static_url": [
    hooks,
    "staticUrl() has the host where it, or the handler, is told so",
  ],
  "StaticFileTest.test_relative_version_exclusion": [
    hooks,
    "staticUrl() has the host where it, or the handler, is told so",
  ],
  "StaticFileTest.test_absolute_version_exclusion": [
    hooks,
    "staticUrl() has the host where it, or the handler, is told so",
  ],
  "StaticFileTest.test_include_host_override": [
    hooks,
    "staticUrl() has the host where it, or the handler, is told so",
  ],
  "StaticFileTest.test_static_304_if_modified_since": [
    files,
    '{ "If-Modified-Since": "Sun, 02 Feb 2020 02:02:02 GMT" }, 304',
  ],
  "StaticFileTest.test_static_304_if_none_match": [files, '[{ "If-None-Match": `'],
  "StaticFileTest.test_static_304_etag_modified_bug": [
    files,
    '{ "If-None-Match": \'"x"\', "If-Modified-Since"',
  ],
  "StaticFileTest.test_static_304_if_modified_since_invalid": [files, '{ "If-Modified-Since": "asdf" }, 200'],
  "StaticFileTest.test_static_if_modified_since_pre_epoch": [files, "Fri, 01 Jan 1960 00:00:00 GMT"],
  "StaticFileTest.test_static_if_modified_since_time_zone": {
    whyNot: "HTTP dates are in GMT, and others are no dates; Tornado 4.2 had taken them for local time",
  },
  "StaticFileTest.test_static_etag": [files, "StaticFileHandler tells type, tag and time of a file"],
  "StaticFileTest.test_static_with_range": [files, '["bytes=0-9", 206'],
  "StaticFileTest.test_static_with_range_full_file": [files, '["bytes=0-", 200'],
  "StaticFileTest.test_static_with_range_full_past_end": [files, '["bytes=0-10000000", 200'],
  "StaticFileTest.test_static_with_range_partial_past_end": [files, '["bytes=1-10000000", 206'],
  "StaticFileTest.test_static_with_range_end_edge": [files, '["bytes=0-25", 200'],
  "StaticFileTest.test_static_with_range_neg_end": [files, '["bytes=-4", 206'],
  "StaticFileTest.test_static_with_range_neg_past_start": [files, '["bytes=-1000000", 200'],
  "StaticFileTest.test_static_invalid_range": [files, '["bytes=a-9", 200'],
  "StaticFileTest.test_static_unsatisfiable_range_zero_suffix": [files, '["bytes=-0", 416'],
  "StaticFileTest.test_static_unsatisfiable_range_invalid_start": [files, '["bytes=26-", 416'],
  "StaticFileTest.test_static_unsatisfiable_range_end_less_than_start": [files, '["bytes=10-3", 416'],
  "StaticFileTest.test_static_head": [differential, "[`HEAD "],
  "StaticFileTest.test_static_head_range": [differential, '"HEAD /static/letters.txt", { Range: range }'],
  "StaticFileTest.test_static_range_if_none_match": [
    differential,
    '{ "If-None-Match": etag, Range: "bytes=0-9" }',
  ],
  "StaticFileTest.test_static_404": [files, '["/static/none.txt", 404]'],
  "StaticFileTest.test_path_traversal_protection": [files, '["/static/../static_foo.txt", 403]'],
  "StaticFileTest.test_root_static_path": [hooks, "may have the root of the file system as its root"],
  "StaticDefaultFilenameTest.test_static_default_filename": [
    files,
    "StaticFileHandler sends a folder's default file",
  ],
  "StaticDefaultFilenameTest.test_static_default_redirect": [files, "and redirects to the slash before it"],
  "StaticDefaultFilenameRootTest.test_no_open_redirect": [
    files,
    "does not redirect a path with two initial slashes to another site",
  ],
  "StaticFileWithPathTest.test_serve": [files, '["/static/.well-known/a.txt", 200]'],
  "CustomStaticFileTest.test_serve": [hooks, "StaticFileHandler serves what a subclass has"],
  "CustomStaticFileTest.test_static_url": [
    hooks,
    "staticUrl() asks the hooks of the setting staticHandlerClass",
  ],
});
