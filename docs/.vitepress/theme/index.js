/** Extend the default theme by our palette and the styles of formulas. */
import theme from "vitepress/theme-without-fonts";
import "katex/dist/katex.min.css";
import "./palette.css";

export default theme;
