/** What Tornado's templates say in Python, and how JavaScript says it. */
const inJavaScript: Readonly<Record<string, string>> = {
  not: "write !x",
  and: "write x && y",
  or: "write x || y",
  is: "write x === y",
  None: "write null",
  True: "write true",
  False: "write false",
  lambda: "write an arrow function, x => y",
  len: "write x.length or x.size",
  str: "write String(x)",
  int: "write Math.trunc(x) or Number(x)",
  float: "write Number(x)",
  dict: "write {…}",
  list: "write […]",
  sorted: "write x.toSorted()",
  enumerate: "write x.entries()",
  Exception: "write Error",
  datetime: "use Date",
  print: "write {{ x }}",
  self: "use handler",
  xhtml_escape: "it is xhtmlEscape here",
  url_escape: "it is urlEscape here",
  json_encode: "it is jsonEncode here",
  current_user: "it is currentUser here",
  static_url: "it is staticUrl here",
  reverse_url: "it is reverseUrl here",
  xsrf_form_html: "it is xsrfFormHtml here",
  set_resources: "it is setResources here",
};

/** What to write in JavaScript instead of a word of Python, if it is one. */
export function adviceFor(word: string): string | undefined {
  return Object.hasOwn(inJavaScript, word) ? inJavaScript[word] : undefined;
}
