import{a,b}from"./part-ZOWQ6KA3.js";import"./part-KPTTNSSU.js";import"./part-S7ZUSIFU.js";import"./part-3P5FXIB7.js";export{b as findUnsentMarks,a as getRegisterSync};
