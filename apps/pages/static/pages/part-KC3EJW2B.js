import{a,b}from"./part-2IIU6V65.js";import"./part-KPTTNSSU.js";import"./part-S7ZUSIFU.js";import"./part-BST2E7FR.js";export{b as findUnsentMarks,a as getRegisterSync};
