import{b as a,c as b,d as c}from"./part-YPPLLMAM.js";import"./part-UQFXR6PW.js";import"./part-UA3FRZVZ.js";export{c as findUnsentMessages,a as messageQueue,b as sendMessages};
