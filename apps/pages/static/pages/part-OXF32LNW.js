import{a,b}from"./part-GGAOGHIW.js";import"./part-CE6EE7XQ.js";import"./part-7CXTAP2X.js";import"./part-3IP2PXEM.js";export{a as Figures,b as useChart};
