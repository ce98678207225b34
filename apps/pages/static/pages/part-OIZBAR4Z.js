import{b as a,c as b,d as c}from"./part-24NDT2RB.js";import"./part-CJNUZYO5.js";import"./part-UA3FRZVZ.js";export{c as findUnsentMessages,a as messageQueue,b as sendMessages};
