var o=14;function m(t){let[n,r]=t.split("-").map(Number);return Array.from({length:o},(s,e)=>new Date(Date.UTC(n,r-e,1)).toISOString().slice(0,7))}export{m as a};
