import{a,b}from"./part-YWAESHAE.js";import"./part-S7ZUSIFU.js";import"./part-KPTTNSSU.js";import"./part-UQFXR6PW.js";import"./part-UA3FRZVZ.js";export{b as findUnsentMarks,a as getRegisterSync};
