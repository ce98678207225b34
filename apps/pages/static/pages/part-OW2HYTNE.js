import{a,b}from"./part-DJ2EVDMR.js";import"./part-KPTTNSSU.js";import"./part-S7ZUSIFU.js";import"./part-W5KU2AS5.js";export{b as findUnsentMarks,a as getRegisterSync};
