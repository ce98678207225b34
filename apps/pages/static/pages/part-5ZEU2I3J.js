import{a,b}from"./part-QMU2FYAN.js";import"./part-IGDMJY3C.js";import"./part-AOOBWXN6.js";import"./part-RCGW2WYD.js";import"./part-UA3FRZVZ.js";export{a as Figures,b as useChart};
