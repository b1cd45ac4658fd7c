import { Eta } from "eta";

const templates = {
  "@base":
    '<!doctype html><html><head><title><%= it.title %></title></head><body><%~ include("@nav", it) %><main><%~ it.body %></main></body></html>',
  "@nav":
    '<nav><% for (const link of it.links) { %><a href="<%= link.href %>"><%= link.text %></a><% } %></nav>',
  "@row":
    '<tr><td><a href="<%= it.row.url %>"><%= it.row.name %></a></td><td><%= it.row.price.toFixed(2) %></td><td><% if (it.row.stock > 0) { %><%= it.row.stock %> left<% } else { %>sold out<% } %></td></tr>',
  "@page":
    '<% layout("@base", it) %><h1><%= it.title %></h1><table><% for (const row of it.rows) { %><%~ include("@row", { row }) %><% } %></table>',
  // One template, with nothing that is looked up while it is rendered.
  "@flat":
    '<!doctype html><html><head><title><%= it.title %></title></head><body><nav><% for (const link of it.links) { %><a href="<%= link.href %>"><%= link.text %></a><% } %></nav><main><h1><%= it.title %></h1><table><% for (const row of it.rows) { %><tr><td><a href="<%= row.url %>"><%= row.name %></a></td><td><%= row.price.toFixed(2) %></td><td><% if (row.stock > 0) { %><%= row.stock %> left<% } else { %>sold out<% } %></td></tr><% } %></table></main></body></html>',
};

export function open(form) {
  const eta = new Eta({ cache: true });
  for (const [name, text] of Object.entries(templates)) eta.loadTemplate(name, text);
  return (data) => eta.render(form === "flat" ? "@flat" : "@page", data);
}
