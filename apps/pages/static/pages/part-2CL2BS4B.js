import{a,b}from"./part-2DDSOQVZ.js";import"./part-KPTTNSSU.js";import"./part-S7ZUSIFU.js";import"./part-GQ4C3XAI.js";export{b as findUnsentMarks,a as getRegisterSync};
