import{Ka as e,M as o,ka as r}from"./part-MA7WAPN3.js";function h({when:n,show:t,off:f=!1}){let s=o();return n?r(e,{off:f,onClick:t,children:s.more}):null}export{h as a};
