import{b as a,c as b,d as c}from"./part-JNJNJYW6.js";import"./part-MA7WAPN3.js";import"./part-UA3FRZVZ.js";export{c as findUnsentMessages,a as messageQueue,b as sendMessages};
