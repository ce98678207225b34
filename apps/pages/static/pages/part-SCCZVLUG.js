import{a,b}from"./part-ZRIFAHZI.js";import"./part-KPTTNSSU.js";import"./part-S7ZUSIFU.js";import"./part-VRPGTCOM.js";export{b as findUnsentMarks,a as getRegisterSync};
