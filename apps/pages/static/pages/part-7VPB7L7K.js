import{a,b}from"./part-W6K2XTEH.js";import"./part-KPTTNSSU.js";import"./part-S7ZUSIFU.js";import"./part-ENU2Q3XS.js";export{b as findUnsentMarks,a as getRegisterSync};
