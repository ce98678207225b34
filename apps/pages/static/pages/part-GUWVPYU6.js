import{a,b}from"./part-CXWK2SIP.js";import"./part-KPTTNSSU.js";import"./part-S7ZUSIFU.js";import"./part-PCBL6BFD.js";export{b as findUnsentMarks,a as getRegisterSync};
