import MarkdownIt from "markdown-it";

// HTML in a text is shown as it was written, and a link to `javascript:` is no link: nothing that an author pastes runs
// in the browsers of readers.
const markdown = new MarkdownIt({ html: false, linkify: true, typographer: true });

/** Markdown as HTML that is safe to put into a page. */
export function htmlOf(text: string): string {
  return markdown.render(text);
}
