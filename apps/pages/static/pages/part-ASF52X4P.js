import{a,b}from"./part-52EA6S5F.js";import"./part-KPTTNSSU.js";import"./part-S7ZUSIFU.js";import"./part-N6GAZAC7.js";export{b as findUnsentMarks,a as getRegisterSync};
