// What the page of the template scenario shows: a hundred rows whose names have to be escaped.
export const data = {
  title: "All <items> & more",
  links: [
    { href: "/", text: "Home" },
    { href: "/search?by=name&order=up", text: 'Search "everything"' },
    { href: "/about", text: "About" },
  ],
  rows: Array.from({ length: 100 }, (_, n) => ({
    name: n % 4 === 0 ? `Item <No. ${n}> & "more"` : `Item number ${n}`,
    url: `/items/${n}?from=list`,
    price: n * 1.25,
    stock: n % 3,
  })),
};

/** Engines escape quotes in different ways; a browser sees the same page. */
export function normalized(page) {
  return page.replace(/&#(?:39|x27);/g, "'").replace(/&#34;/g, "&quot;");
}
