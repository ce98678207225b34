import{da as n,ea as r,ka as t}from"./part-R3AQFDSL.js";function a({children:e}){return n("main",{class:"entry visited",id:"content",tabIndex:-1,children:[n(r,{large:!0}),e,n(t,{})]})}export{a};
