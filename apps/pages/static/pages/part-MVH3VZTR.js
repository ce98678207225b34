import{Ha as e,M as o,ja as r}from"./part-RCGW2WYD.js";function h({when:n,show:t,off:f=!1}){let s=o();return n?r(e,{off:f,onClick:t,children:s.more}):null}export{h as a};
