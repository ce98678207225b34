import{b as a,c as b,d as c}from"./part-4RDZJPWU.js";import"./part-52IKO3VV.js";import"./part-UA3FRZVZ.js";export{c as findUnsentMessages,a as messageQueue,b as sendMessages};
