import{a,b}from"./part-3HPYQ5SD.js";import"./part-KPTTNSSU.js";import"./part-S7ZUSIFU.js";import"./part-XNOA4SZX.js";export{b as findUnsentMarks,a as getRegisterSync};
