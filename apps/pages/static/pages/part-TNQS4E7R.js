import{Ka as e,M as o,ka as r}from"./part-CJNUZYO5.js";function h({when:n,show:t,off:f=!1}){let s=o();return n?r(e,{off:f,onClick:t,children:s.more}):null}export{h as a};
