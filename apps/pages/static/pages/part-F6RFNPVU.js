import{a,b}from"./part-MDO4HGP4.js";import"./part-KPTTNSSU.js";import"./part-S7ZUSIFU.js";import"./part-A6UK5PXH.js";export{b as findUnsentMarks,a as getRegisterSync};
