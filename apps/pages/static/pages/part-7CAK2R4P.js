import{a,b}from"./part-M62M2LM3.js";import"./part-D35DF2QE.js";import"./part-HGU33W3P.js";import"./part-R3AQFDSL.js";import"./part-UA3FRZVZ.js";export{a as Figures,b as useChart};
