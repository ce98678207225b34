import{b as a,c as b,d as c}from"./part-YGJ2VDGL.js";import"./part-RCGW2WYD.js";import"./part-UA3FRZVZ.js";export{c as findUnsentMessages,a as messageQueue,b as sendMessages};
