import{a,b}from"./part-6QRD6T2C.js";import"./part-KPTTNSSU.js";import"./part-S7ZUSIFU.js";import"./part-LYUJN63T.js";export{b as findUnsentMarks,a as getRegisterSync};
