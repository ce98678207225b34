import{fa as n,ga as r,ma as t}from"./part-NS2II7P7.js";function a({children:e}){return n("main",{class:"entry visited",id:"content",tabIndex:-1,children:[n(r,{large:!0}),e,n(t,{})]})}export{a};
