import { DictLoader } from "../../../dist/base/template/index.js";

const templates = {
  "base.html":
    '<!doctype html><html><head><title>{% block title %}Shop{% end %}</title></head><body>{% include "nav.html" %}<main>{% block body %}{% end %}</main></body></html>',
  "nav.html": '<nav>{% for link in links %}<a href="{{ link.href }}">{{ link.text }}</a>{% end %}</nav>',
  "row.html":
    '<tr><td><a href="{{ row.url }}">{{ row.name }}</a></td><td>{{ row.price.toFixed(2) }}</td><td>{% if row.stock > 0 %}{{ row.stock }} left{% else %}sold out{% end %}</td></tr>',
  "page.html":
    '{% extends "base.html" %}{% block title %}{{ title }}{% end %}{% block body %}<h1>{{ title }}</h1><table>{% for row in rows %}{% include "row.html" %}{% end %}</table>{% end %}',
};

export function open() {
  const loader = new DictLoader(templates);
  return (data) => loader.load("page.html").generate(data);
}
