import{a,b}from"./part-YIGCDSIH.js";import"./part-KPTTNSSU.js";import"./part-S7ZUSIFU.js";import"./part-IGFLKVX3.js";export{b as findUnsentMarks,a as getRegisterSync};
