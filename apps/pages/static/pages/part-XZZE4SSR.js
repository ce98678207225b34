import{$ as r,E as o,qa as e}from"./part-3P5FXIB7.js";function h({when:n,show:t,off:f=!1}){let s=o();return n?r(e,{off:f,onClick:t,children:s.more}):null}export{h as a};
