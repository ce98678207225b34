import{ea as n,fa as r,la as t}from"./part-ZIJ5VOLG.js";function a({children:e}){return n("main",{class:"entry visited",id:"content",tabIndex:-1,children:[n(r,{large:!0}),e,n(t,{})]})}export{a};
