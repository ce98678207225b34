function m(e){let t=Math.max(0,Math.floor(e)),[r,n,a]=[Math.floor(t/3600),Math.floor(t/60)%60,t%60],o=s=>String(s).padStart(2,"0");return r?`${r}:${o(n)}:${o(a)}`:`${n}:${o(a)}`}export{m as a};
