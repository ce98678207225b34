import{ka as n,la as r,ra as t}from"./part-MA7WAPN3.js";function a({children:e}){return n("main",{class:"entry visited",id:"content",tabIndex:-1,children:[n(r,{large:!0}),e,n(t,{})]})}export{a};
