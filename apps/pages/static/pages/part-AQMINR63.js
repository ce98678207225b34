import{b as a,c as b,d as c}from"./part-HIB67ZS7.js";import"./part-QPHATD2P.js";import"./part-UA3FRZVZ.js";export{c as findUnsentMessages,a as messageQueue,b as sendMessages};
