/** Hold what the first page of the site shows above the index. */
export const home = {
  layout: "home",
  hero: {
    name: "Credence",
    text: "Models read like mathematics",
    tagline:
      "Write a model as a TypeScript function, get its posterior: exactly where there is a closed form, by sampling elsewhere, with a sentence on whether to trust it.",
    actions: [
      { theme: "brand", text: "Start in five minutes", link: "/start" },
      { theme: "alt", text: "The tutorial", link: "/tutorial" },
    ],
  },
};
