import{j as a,k as b}from"./part-4BREAUKN.js";import"./part-KPTTNSSU.js";import"./part-RWY2SINN.js";export{b as findUnsentMarks,a as getRegisterSync};
