import{a,b}from"./part-DI4C6RH5.js";import"./part-S7ZUSIFU.js";import"./part-KPTTNSSU.js";import"./part-ZIJ5VOLG.js";import"./part-UA3FRZVZ.js";export{b as findUnsentMarks,a as getRegisterSync};
