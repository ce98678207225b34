import{j as a,k as b}from"./part-QPSANME6.js";import"./part-KPTTNSSU.js";import"./part-OWTMX7I7.js";export{b as findUnsentMarks,a as getRegisterSync};
