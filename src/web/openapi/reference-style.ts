/** The style of the reference page; colours of both schemes have a contrast of at least 4.5 to 1 with what is below them. */
export const referenceStyle = `
:root {
  color-scheme: light dark;
  --back: #fff; --panel: #f6f7f9; --line: #d9dde3; --text: #1c2330; --soft: #556070; --link: #0b5cad;
  --get: #0b6e4f; --post: #0b5cad; --put: #8a4b00; --patch: #6b3fa0; --delete: #b3261e; --other: #556070;
}
@media (prefers-color-scheme: dark) {
  :root {
    --back: #12161d; --panel: #1a202a; --line: #323b49; --text: #e6eaf0; --soft: #a3afbf; --link: #7db8ff;
    --get: #58d3a6; --post: #7db8ff; --put: #f0b35c; --patch: #c9a5ff; --delete: #ff948c; --other: #a3afbf;
  }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; }
body { margin: 0; background: var(--back); color: var(--text); font: 16px/1.55 system-ui, sans-serif; }
a { color: var(--link); }
a:focus-visible, summary:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 2px; }
code { font: 0.9em/1.4 ui-monospace, "Cascadia Mono", Menlo, Consolas, monospace; overflow-wrap: anywhere; }
.skip { position: absolute; left: -100rem; }
.skip:focus { left: 1rem; top: 1rem; background: var(--back); padding: 0.5rem; }
.layout { display: grid; grid-template-columns: minmax(14rem, 19rem) minmax(0, 1fr); min-height: 100vh; }
nav { background: var(--panel); border-right: 1px solid var(--line); padding: 1.5rem 1rem; position: sticky; top: 0; max-height: 100vh; overflow-y: auto; }
nav h2 { font-size: 0.8rem; text-transform: uppercase; letter-spacing: 0.06em; color: var(--soft); margin: 1.25rem 0 0.25rem; }
nav ul { list-style: none; margin: 0; padding: 0; }
nav li a { display: flex; gap: 0.5rem; align-items: baseline; padding: 0.25rem 0; text-decoration: none; color: var(--text); }
nav li a:hover { text-decoration: underline; }
nav .method { flex: 0 0 3.6rem; font-size: 0.7rem; }
main { padding: 2rem clamp(1rem, 4vw, 3.5rem) 6rem; max-width: 60rem; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 0.25rem; }
h2 { font-size: 1.35rem; margin: 2.5rem 0 0.5rem; }
.about { color: var(--soft); margin: 0 0 1rem; }
.text { white-space: pre-line; }
article { border: 1px solid var(--line); border-radius: 8px; margin: 1.25rem 0; overflow: hidden; }
article > header { background: var(--panel); padding: 0.75rem 1.1rem; border-bottom: 1px solid var(--line); }
article > header h3 { margin: 0; font-size: 1.02rem; font-weight: 600; display: flex; flex-wrap: wrap; gap: 0.25rem 0.75rem; align-items: baseline; }
article > header p { margin: 0.15rem 0 0; color: var(--soft); }
article > div { padding: 0.25rem 1.1rem 1.1rem; }
h4 { font-size: 0.8rem; text-transform: uppercase; letter-spacing: 0.06em; color: var(--soft); margin: 1.25rem 0 0.25rem; }
.method { font-family: ui-monospace, Menlo, Consolas, monospace; font-weight: 700; font-size: 0.85rem; color: var(--other); }
.get { color: var(--get); } .post { color: var(--post); } .put { color: var(--put); } .patch { color: var(--patch); } .delete { color: var(--delete); }
.note { color: var(--soft); font-size: 0.85rem; }
.deprecated code { text-decoration: line-through; }
.fields { list-style: none; margin: 0; padding: 0; }
.fields .fields { margin: 0.25rem 0 0.25rem 0.35rem; padding-left: 0.9rem; border-left: 2px solid var(--line); }
.fields > li { padding: 0.4rem 0; border-bottom: 1px solid var(--line); }
.fields > li:last-child { border-bottom: 0; }
.fields p { margin: 0.1rem 0 0; color: var(--soft); }
.name { font-weight: 600; }
.type { color: var(--soft); }
.required { color: var(--delete); font-size: 0.8rem; }
.optional { color: var(--soft); font-size: 0.8rem; }
.constraint { color: var(--soft); font-size: 0.85rem; margin-right: 0.4rem; }
details { border-bottom: 1px solid var(--line); padding: 0.4rem 0; }
details:last-child { border-bottom: 0; }
summary { cursor: pointer; }
.status { font-weight: 700; font-family: ui-monospace, Menlo, Consolas, monospace; }
@media (max-width: 48rem) {
  .layout { display: block; }
  nav { position: static; max-height: none; border-right: 0; border-bottom: 1px solid var(--line); }
}
@media print { nav { display: none; } .layout { display: block; } }
`;
