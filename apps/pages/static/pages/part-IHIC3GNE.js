import{j as a,k as b}from"./part-Z2C3CCMI.js";import"./part-KPTTNSSU.js";import"./part-INLZCDTC.js";export{b as findUnsentMarks,a as getRegisterSync};
