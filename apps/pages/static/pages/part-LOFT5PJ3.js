import{a,b}from"./part-Y6XDSXN5.js";import"./part-KPTTNSSU.js";import"./part-S7ZUSIFU.js";import"./part-H47Z4M4E.js";import"./part-UA3FRZVZ.js";export{b as findUnsentMarks,a as getRegisterSync};
