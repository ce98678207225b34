import{a,b}from"./part-PMQY65CU.js";import"./part-DOOGFY42.js";import"./part-P77TAYHW.js";import"./part-NZTZ5GDJ.js";export{a as Figures,b as useChart};
