import{Ca as e,J as o,fa as r}from"./part-NS2II7P7.js";function h({when:n,show:t,off:f=!1}){let s=o();return n?r(e,{off:f,onClick:t,children:s.more}):null}export{h as a};
