import{a,b}from"./part-423U77OC.js";import"./part-KPTTNSSU.js";import"./part-S7ZUSIFU.js";import"./part-CY7XF4HD.js";export{b as findUnsentMarks,a as getRegisterSync};
