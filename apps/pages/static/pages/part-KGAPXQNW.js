import{a,b}from"./part-KTGBSABQ.js";import"./part-KPTTNSSU.js";import"./part-S7ZUSIFU.js";import"./part-F4RJY6SG.js";export{b as findUnsentMarks,a as getRegisterSync};
