import{b as a,c as b,d as c}from"./part-H2NLJKOH.js";import"./part-Y2TBUR72.js";import"./part-UA3FRZVZ.js";export{c as findUnsentMessages,a as messageQueue,b as sendMessages};
