import type {
  OpenAPIContent,
  OpenAPIDocument,
  OpenAPIOperation,
  OpenAPIParameter,
  OpenAPIResponse,
} from "./document.ts";
import { html, Markup } from "./markup.ts";
import { referenceStyle } from "./reference-style.ts";
import { constraintsMarkup, type NamedSchemas, schemaMarkup, typeText } from "./schema-markup.ts";

/** A method of the document, where it stands. */
interface Entry {
  readonly path: string;
  readonly method: string;
  readonly operation: OpenAPIOperation;
}

/** Methods under a heading. */
interface Group {
  readonly name: string;
  readonly description: string | undefined;
  readonly entries: readonly Entry[];
}

const untagged = "Methods";

/**
 * A document as a page for people. It needs nothing but itself: no script, no image, no font.
 *
 * @param documentUrl - where the document is, for a link to it
 */
export function referencePage(document: OpenAPIDocument, documentUrl?: string): string {
  const { info, components } = document;
  const groups = groupsOf(document);
  const page = html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${info.title} ${info.version}</title>
<style>${new Markup(referenceStyle)}</style>
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<div class="layout">
<nav aria-label="Methods">${groups.map(navigationOf)}</nav>
<main id="content">
<h1>${info.title}</h1>
<p class="about">Version ${info.version}, OpenAPI ${document.openapi}${documentUrl !== undefined && html` · <a href="${documentUrl}">the document</a>`}</p>
${textOf(info.description ?? info.summary)}
${serversOf(document)}
${groups.map((group) => groupMarkup(group, components.schemas))}
</main>
</div>
</body>
</html>
`;
  return page.toString();
}

/** By the first tag of each method; in the order of the document's tags. */
function groupsOf({ paths, tags = [] }: OpenAPIDocument): Group[] {
  const entries = Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ path, method, operation })),
  );
  const headings = [...tags, { name: untagged, description: undefined }];
  const tagOf = ({ operation }: Entry) =>
    tags.find(({ name }) => operation.tags?.[0] === name)?.name ?? untagged;
  return headings
    .map(({ name, description }) => ({
      name,
      description,
      entries: entries.filter((entry) => tagOf(entry) === name),
    }))
    .filter((group) => group.entries.length > 0);
}

function navigationOf({ name, entries }: Group): Markup {
  return html`<h2>${name}</h2><ul>${entries.map(
    ({ method, path, operation }) =>
      html`<li><a href="#${operation.operationId}">${methodMarkup(method)}<span>${operation.summary ?? path}</span></a></li>`,
  )}</ul>`;
}

function methodMarkup(method: string): Markup {
  return html`<span class="method ${method}">${method.toUpperCase()}</span>`;
}

function serversOf({ servers = [] }: OpenAPIDocument): Markup | undefined {
  if (servers.length === 0) return undefined;
  return html`<ul>${servers.map(({ url, description }) => html`<li><code>${url}</code> ${description}</li>`)}</ul>`;
}

function groupMarkup({ name, description, entries }: Group, schemas: NamedSchemas): Markup {
  return html`<section><h2>${name}</h2>${textOf(description)}${entries.map((entry) => entryMarkup(entry, schemas))}</section>`;
}

function entryMarkup({ path, method, operation }: Entry, schemas: NamedSchemas): Markup {
  const { operationId, summary, description, parameters = [], requestBody, responses } = operation;
  return html`<article id="${operationId}" ${operation.deprecated === true && html`class="deprecated"`}>
<header><h3>${methodMarkup(method)}<code>${path}</code></h3>${summary !== undefined && html`<p>${summary}</p>`}</header>
<div>${operation.deprecated === true && html`<p class="note">Deprecated: better not used any more.</p>`}
${textOf(description)}
${operation.security !== undefined && html`<p class="note">For users: ${operation.security.flatMap(Object.keys).join(" or ")}</p>`}
${parametersMarkup("Path", "path", parameters, schemas)}
${parametersMarkup("Query", "query", parameters, schemas)}
${requestBody !== undefined && html`<h4>Body${requestBody.required ? "" : ", optional"}</h4>${contentMarkup(requestBody.content, schemas)}`}
<h4>Answers</h4>${Object.entries(responses).map(([status, response]) => responseMarkup(status, response, schemas))}
</div></article>`;
}

function parametersMarkup(
  heading: string,
  place: OpenAPIParameter["in"],
  parameters: readonly OpenAPIParameter[],
  schemas: NamedSchemas,
): Markup | undefined {
  const here = parameters.filter((parameter) => parameter.in === place);
  if (here.length === 0) return undefined;
  return html`<h4>${heading}</h4><ul class="fields">${here.map(
    ({ name, required, description, schema }) => html`<li><code class="name">${name}</code>
      <span class="type">${typeText(schema, schemas)}</span>
      ${required ? html`<span class="required">required</span>` : html`<span class="optional">optional</span>`}
      ${constraintsMarkup(schema)}${description !== undefined && html`<p>${description}</p>`}</li>`,
  )}</ul>`;
}

/** Media types of the same schema are shown together. */
function contentMarkup(content: OpenAPIContent, schemas: NamedSchemas): Markup {
  const bySchema = new Map<string, string[]>();
  for (const [type, { schema }] of Object.entries(content)) {
    const key = JSON.stringify(schema);
    bySchema.set(key, [...(bySchema.get(key) ?? []), type]);
  }
  return html`${[...bySchema.values()].map((types) => {
    const schema = content[types[0] ?? ""]?.schema ?? {};
    return html`<p class="note">${types.map((type) => html`<code>${type}</code> `)}</p>${schemaMarkup(schema, schemas)}`;
  })}`;
}

function responseMarkup(
  status: string,
  { description, content }: OpenAPIResponse,
  schemas: NamedSchemas,
): Markup {
  const line = html`<span class="status">${status}</span> ${description}`;
  if (content === undefined)
    return html`<details open><summary>${line}</summary><p class="note">No body</p></details>`;
  const isSuccess = status.startsWith("2");
  return html`<details ${isSuccess && html`open`}><summary>${line}</summary>${contentMarkup(content, schemas)}</details>`;
}

function textOf(text: string | undefined): Markup | undefined {
  return text === undefined ? undefined : html`<p class="text">${text}</p>`;
}
