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
svg{color:var(--ink);background:var(--paper);max-width:100%;height:auto}
svg text{unicode-bidi:plaintext}
figure svg{display:block;width:100%}
.facts{margin:0 0 1rem;font-size:.875rem}
.facts div{display:flex;gap:.75rem;padding:.15rem 0}
.facts dt{flex:0 0 9rem;color:var(--muted)}
.facts dd{margin:0;min-width:0}
.keys{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;list-style:none;margin:0;padding:0;font-size:.875rem}
.key{display:inline-block;width:.7em;height:.7em;margin-right:.45em;border-radius:2px;print-color-adjust:exact;-webkit-print-color-adjust:exact}
td:has(.key){white-space:nowrap}
.cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,20rem),1fr));gap:1rem;list-style:none;margin:1rem 0;padding:0}
.card{border:1px solid var(--grid);border-left:4px solid var(--muted);border-radius:6px;padding:.9rem 1.1rem;min-width:0;break-inside:avoid}
.card.good{border-left-color:var(--series3)}
.card.bad{border-left-color:var(--series2)}
.card h3{font-size:1rem;line-height:1.3;margin:0}
.card .word{font-weight:600;margin:.1rem 0 .4rem}
.card p{font-size:.9rem;line-height:1.45}
.card .facts{margin:.6rem 0 0}
.card dt{flex-basis:6.5rem}
.fold{border-top:1px solid var(--grid);margin:0;padding:.5rem 0}
.fold>summary{color:var(--ink)}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,20rem),1fr));gap:1rem;margin:.75rem 0}
.tiles svg{display:block;width:100%}
pre{max-height:24rem;overflow:auto;white-space:pre-wrap;word-break:break-all;font-size:.75rem;line-height:1.4}
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
@media (max-width:${PHONE}){main{padding:1.5rem .9375rem 3rem}h1{font-size:1.5rem}.desk{display:none}.phone{display:block}.facts dt{flex-basis:6.5rem}}
@media print{main{max-width:none;padding:0}h2,h3{break-after:avoid}figure,tr,.tiles>div{break-inside:avoid}.scroll{overflow:visible}details:not([open]),figure details>summary{display:none}}`;
