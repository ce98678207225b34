import{a,b}from"./part-PXLDCXAS.js";import"./part-AX3UIRAV.js";import"./part-CHEUG7RM.js";import"./part-ENU2Q3XS.js";export{a as Figures,b as useChart};
