import{a,b}from"./part-4TIZULZM.js";import"./part-QYBJS5EN.js";import"./part-GBJL7PO3.js";import"./part-XLTMOYD3.js";export{a as Figures,b as useChart};
