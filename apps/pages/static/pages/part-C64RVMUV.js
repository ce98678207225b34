import{j as a,k as b}from"./part-2VWH42V2.js";import"./part-KPTTNSSU.js";import"./part-HU3HVCRZ.js";export{b as findUnsentMarks,a as getRegisterSync};
