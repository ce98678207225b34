import{a,b}from"./part-5WAHLQGN.js";import"./part-KPTTNSSU.js";import"./part-S7ZUSIFU.js";import"./part-GBOXUWNI.js";export{b as findUnsentMarks,a as getRegisterSync};
