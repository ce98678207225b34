import{j as a,k as b}from"./part-SNCSBYNO.js";import"./part-KPTTNSSU.js";import"./part-ZQV3CIKT.js";export{b as findUnsentMarks,a as getRegisterSync};
