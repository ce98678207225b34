import{a,b}from"./part-GQ2REHZP.js";import"./part-S7ZUSIFU.js";import"./part-KPTTNSSU.js";import"./part-NS2II7P7.js";import"./part-UA3FRZVZ.js";export{b as findUnsentMarks,a as getRegisterSync};
