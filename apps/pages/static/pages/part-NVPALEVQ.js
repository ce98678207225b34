import{a,b}from"./part-45WNDG6B.js";import"./part-2S3STASM.js";import"./part-KPTTNSSU.js";import"./part-MA7WAPN3.js";import"./part-UA3FRZVZ.js";export{b as findUnsentMarks,a as getRegisterSync};
