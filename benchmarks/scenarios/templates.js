// A page with a hundred rows, escaped, of a layout and parts; and against peers that have it all in one template.
export const scenario = {
  name: "templates",
  kind: "templates",
  title: "A page of 100 rows, compiled templates",
  defaults: { seconds: 2, warmUp: 1 },
  peers: ["typhoon", "eta", "ejs"],
  baselines: ["eta", "ejs"],
  variants: [
    { name: "parts", description: "a layout, a part for the navigation, and one for each row" },
    {
      name: "flat",
      description: "the same page; the peers have it in one template without layout and parts",
      peerForm: "flat",
    },
  ],
};
