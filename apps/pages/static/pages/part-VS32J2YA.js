import{a,b}from"./part-HEBSSKMK.js";import"./part-KPTTNSSU.js";import"./part-TGQYBRJJ.js";import"./part-FWL6VWHF.js";export{b as findUnsentMarks,a as getRegisterSync};
