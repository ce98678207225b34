import{b as a,c as b,d as c}from"./part-AKWQG4I5.js";import"./part-LYXT2VLM.js";import"./part-UA3FRZVZ.js";export{c as findUnsentMessages,a as messageQueue,b as sendMessages};
