import{a,b}from"./part-F4HC2K4I.js";import"./part-46RKGJYM.js";import"./part-J7E26QDI.js";import"./part-3P5FXIB7.js";export{a as Figures,b as useChart};
