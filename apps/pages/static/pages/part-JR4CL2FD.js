import{a,b}from"./part-ZB3G4CTJ.js";import"./part-S7ZUSIFU.js";import"./part-KPTTNSSU.js";import"./part-OHL2XSLJ.js";import"./part-UA3FRZVZ.js";export{b as findUnsentMarks,a as getRegisterSync};
