import{j as a,k as b}from"./part-7FHCOT6P.js";import"./part-KPTTNSSU.js";import"./part-X3VDGDVP.js";export{b as findUnsentMarks,a as getRegisterSync};
