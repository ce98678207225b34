import{a,b}from"./part-TCMNPNOM.js";import"./part-KPTTNSSU.js";import"./part-TGQYBRJJ.js";import"./part-BJC656MG.js";export{b as findUnsentMarks,a as getRegisterSync};
