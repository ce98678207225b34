import{a,b}from"./part-U2AHPAF6.js";import"./part-S7ZUSIFU.js";import"./part-KPTTNSSU.js";import"./part-BUXCWF4Q.js";import"./part-UA3FRZVZ.js";export{b as findUnsentMarks,a as getRegisterSync};
