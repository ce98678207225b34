import{a,b}from"./part-E4TELF2H.js";import"./part-KPTTNSSU.js";import"./part-S7ZUSIFU.js";import"./part-XLTMOYD3.js";export{b as findUnsentMarks,a as getRegisterSync};
