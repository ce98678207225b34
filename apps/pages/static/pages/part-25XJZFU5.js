import{j as a,k as b}from"./part-YXWFU2AA.js";import"./part-KPTTNSSU.js";import"./part-YWWSHZUS.js";export{b as findUnsentMarks,a as getRegisterSync};
