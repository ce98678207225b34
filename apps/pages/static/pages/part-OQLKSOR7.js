import{a,b}from"./part-MHTIDKEQ.js";import"./part-KPTTNSSU.js";import"./part-S7ZUSIFU.js";import"./part-66WTKBHA.js";export{b as findUnsentMarks,a as getRegisterSync};
