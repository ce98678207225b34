import{a,b}from"./part-OPLVYZEK.js";import"./part-KPTTNSSU.js";import"./part-S7ZUSIFU.js";import"./part-3IP2PXEM.js";export{b as findUnsentMarks,a as getRegisterSync};
