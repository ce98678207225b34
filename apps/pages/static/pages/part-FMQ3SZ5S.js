import{a,b}from"./part-PWMI4RJW.js";import"./part-S7ZUSIFU.js";import"./part-KPTTNSSU.js";import"./part-52IKO3VV.js";import"./part-UA3FRZVZ.js";export{b as findUnsentMarks,a as getRegisterSync};
