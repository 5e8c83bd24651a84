/** Style a page for desks, phones, paper, and both themes, with nothing fetched. */
import { themeCss } from "../render/palette.js";

/** At this width of the window the small drawing replaces the large one. */
const PHONE = "600px";

export const PAGE_STYLE: string = `${themeCss(":root")}
:root{color-scheme:light dark}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.6 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;overflow-wrap:break-word}
main{max-width:47rem;margin:0 auto;padding:2.5rem 1rem 4rem}
h1{font-size:1.9rem;line-height:1.2;letter-spacing:-.01em;margin:0 0 1.5rem}
h2{font-size:1.3rem;line-height:1.3;margin:3rem 0 .5rem}
p{margin:.5rem 0;max-width:40rem}
figure{margin:1.75rem 0}
figure svg{display:block;width:100%}
.phone{display:none}
details{margin-top:.5rem;font-size:.875rem}
summary{color:var(--muted);cursor:pointer}
.scroll{overflow-x:auto;margin:.75rem 0 1.5rem}
:focus-visible{outline:2px solid var(--posterior);outline-offset:2px}
table{border-collapse:collapse;font-size:.875rem;line-height:1.4;font-variant-numeric:tabular-nums}
caption{text-align:start;color:var(--muted);padding-bottom:.4rem}
th,td{padding:.3rem .9rem .3rem 0;text-align:start;vertical-align:top;border-bottom:1px solid var(--grid)}
th{font-weight:600;vertical-align:bottom}
.number{text-align:right}
td.number{white-space:nowrap}
tr>:last-child{padding-right:0}
@media (max-width:${PHONE}){main{padding:1.5rem .9375rem 3rem}h1{font-size:1.5rem}.desk{display:none}.phone{display:block}}
@media print{main{max-width:none;padding:0}h2,h3{break-after:avoid}figure,tr{break-inside:avoid}.scroll{overflow:visible}summary{display:none}}`;
