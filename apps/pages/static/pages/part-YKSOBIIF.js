import{b as a,c as b,d as c}from"./part-WB5PTEGG.js";import"./part-6ZGDJ3K3.js";import"./part-UA3FRZVZ.js";export{c as findUnsentMessages,a as messageQueue,b as sendMessages};
