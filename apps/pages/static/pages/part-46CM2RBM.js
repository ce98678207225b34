import{a,b}from"./part-5QYJV32Y.js";import"./part-S7ZUSIFU.js";import"./part-KPTTNSSU.js";import"./part-5OC23S5M.js";import"./part-UA3FRZVZ.js";export{b as findUnsentMarks,a as getRegisterSync};
