import{b as a,c as b,d as c}from"./part-KBXH4OJH.js";import"./part-GIDETQAD.js";import"./part-UA3FRZVZ.js";export{c as findUnsentMessages,a as messageQueue,b as sendMessages};
