import{a,b}from"./part-KMP2JYXZ.js";import"./part-D2I76LPQ.js";import"./part-NVKMBY7U.js";import"./part-VOBN4TB3.js";import"./part-UA3FRZVZ.js";export{a as Figures,b as useChart};
