import{j as a,k as b}from"./part-HRNBBBUP.js";import"./part-KPTTNSSU.js";import"./part-FOZOJYWX.js";export{b as findUnsentMarks,a as getRegisterSync};
