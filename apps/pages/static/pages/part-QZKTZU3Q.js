import{a,b}from"./part-NSJ733IH.js";import"./part-D23SQJDS.js";import"./part-KKY67OHR.js";import"./part-2RYFRGK2.js";import"./part-UA3FRZVZ.js";export{a as Figures,b as useChart};
