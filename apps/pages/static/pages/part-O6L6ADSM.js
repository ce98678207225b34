import{a,b}from"./part-T7UCQQSM.js";import"./part-KPTTNSSU.js";import"./part-S7ZUSIFU.js";import"./part-5HY6FPY6.js";export{b as findUnsentMarks,a as getRegisterSync};
