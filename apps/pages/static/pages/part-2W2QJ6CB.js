import{a,b}from"./part-PMYRP4UD.js";import"./part-S7ZUSIFU.js";import"./part-KPTTNSSU.js";import"./part-XRQKM3J6.js";import"./part-UA3FRZVZ.js";export{b as findUnsentMarks,a as getRegisterSync};
