import{a,b}from"./part-HMYLWTP5.js";import"./part-S7ZUSIFU.js";import"./part-KPTTNSSU.js";import"./part-QPHATD2P.js";import"./part-UA3FRZVZ.js";export{b as findUnsentMarks,a as getRegisterSync};
