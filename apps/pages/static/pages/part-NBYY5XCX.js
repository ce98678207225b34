import{ja as n,ka as r,qa as t}from"./part-RCGW2WYD.js";function a({children:e}){return n("main",{class:"entry visited",id:"content",tabIndex:-1,children:[n(r,{large:!0}),e,n(t,{})]})}export{a};
