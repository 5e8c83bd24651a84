/** Extend the default theme by our palette, the styles of formulas, and a picture on the first page. */
import theme from "vitepress/theme-without-fonts";
import { h } from "vue";
import schools from "../../pictures/start-schools.svg?url";
import "katex/dist/katex.min.css";
import "./palette.css";

const picture = () => h("img", { src: schools, alt: "What coaching does in eight schools: intervals of each effect" });

export default { extends: theme, Layout: () => h(theme.Layout, null, { "home-hero-image": picture }) };
