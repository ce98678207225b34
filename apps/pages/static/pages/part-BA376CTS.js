import{a,b}from"./part-OGJZBSKZ.js";import"./part-KPTTNSSU.js";import"./part-S7ZUSIFU.js";import"./part-SZDRBM6B.js";export{b as findUnsentMarks,a as getRegisterSync};
