import{H as o,ca as r,ta as e}from"./part-LC72EOXY.js";function h({when:n,show:t,off:f=!1}){let s=o();return n?r(e,{off:f,onClick:t,children:s.more}):null}export{h as a};
