import{Ba as e,I as o,ea as r}from"./part-ZIJ5VOLG.js";function h({when:n,show:t,off:f=!1}){let s=o();return n?r(e,{off:f,onClick:t,children:s.more}):null}export{h as a};
