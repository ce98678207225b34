import{a,b}from"./part-5VVHDYW6.js";import"./part-KPTTNSSU.js";import"./part-S7ZUSIFU.js";import"./part-STXV6PDY.js";export{b as findUnsentMarks,a as getRegisterSync};
