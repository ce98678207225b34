import{a,b}from"./part-UM3CS5BR.js";import"./part-S7ZUSIFU.js";import"./part-KPTTNSSU.js";import"./part-YU7MNWM4.js";import"./part-UA3FRZVZ.js";export{b as findUnsentMarks,a as getRegisterSync};
