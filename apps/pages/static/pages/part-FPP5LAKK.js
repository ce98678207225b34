import{H as o,da as r,ya as e}from"./part-R3AQFDSL.js";function h({when:n,show:t,off:f=!1}){let s=o();return n?r(e,{off:f,onClick:t,children:s.more}):null}export{h as a};
