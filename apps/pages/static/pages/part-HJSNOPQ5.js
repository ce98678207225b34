import{a,b}from"./part-GR353PPX.js";import"./part-KPTTNSSU.js";import"./part-TGQYBRJJ.js";import"./part-BL56FS6H.js";export{b as findUnsentMarks,a as getRegisterSync};
