import { jacobi } from "../src/index.js";
import { spectralEvidence } from "../src/learn/gradient.js";
import { rng } from "@credence/math";
import { it } from "vitest";
it("x", () => {
  const r=rng(1);
  for (const [p,n,gap] of [[{rate:.4,alpha:4,beta:16},20,.1],[{rate:.7,alpha:.3,beta:.6},8,.5],[{rate:.2,alpha:1,beta:49},100,1],[{rate:2,alpha:.5,beta:.5},3,.01]] as const) {
    const steps=Array.from({length:40},()=>{const q=p.alpha/(p.alpha+p.beta)*2*r.uniform(); return {dt:gap*(.5+r.uniform()),successes:Math.min(n,Math.round(n*q)),trials:n};});
    const ev=(q:any)=>{const f=jacobi(q).filter(); for(const s of steps) f.predict(s.dt).update(s.successes,s.trials); return f.logEvidence();};
    const g=spectralEvidence(p,steps)!; 
    const fd=(name:"rate"|"alpha"|"beta")=>{const h=1e-4*p[name]; return (ev({...p,[name]:p[name]+h})-ev({...p,[name]:p[name]-h}))/(2*h);};
    console.log(g?.value, ev(p), JSON.stringify(g?.gradient), fd("rate"),fd("alpha"),fd("beta"));
  }
  const steps=Array.from({length:200},()=>({dt:.1,successes:Math.round(8*r.uniform()),trials:20}));
  for(let i=0;i<20;i++) spectralEvidence({rate:.4+i/1e3,alpha:4,beta:16},steps);
  const t=performance.now(); for(let i=0;i<20;i++) spectralEvidence({rate:.4+i/1e3,alpha:4,beta:16},steps); console.log((performance.now()-t)/20,"ms");
  for(let i=0;i<10;i++){ const t=performance.now(); const f=jacobi({rate:.4,alpha:4,beta:16}).filter(); for(const s of steps) f.predict(s.dt).update(s.successes,s.trials); console.log("filter", performance.now()-t);}
});
