import{a,b}from"./part-JXPYFBHD.js";import"./part-A6EVNSNV.js";import"./part-7UUGVZ43.js";import"./part-CPLSHFOC.js";export{a as Figures,b as useChart};
