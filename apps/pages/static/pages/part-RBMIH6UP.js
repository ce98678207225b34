import{fa as n,ga as r,ma as t}from"./part-ZD5S3DSM.js";function a({children:e}){return n("main",{class:"entry visited",id:"content",tabIndex:-1,children:[n(r,{large:!0}),e,n(t,{})]})}export{a};
