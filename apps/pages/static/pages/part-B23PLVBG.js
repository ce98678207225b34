import{j as a,k as b}from"./part-STUEQPZE.js";import"./part-KPTTNSSU.js";import"./part-MVUWP62Y.js";export{b as findUnsentMarks,a as getRegisterSync};
