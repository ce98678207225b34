import{a,b}from"./part-5HPCMWYD.js";import"./part-KPTTNSSU.js";import"./part-TGQYBRJJ.js";import"./part-NBQBIF2M.js";export{b as findUnsentMarks,a as getRegisterSync};
