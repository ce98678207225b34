import{a,b}from"./part-7H3UVXN3.js";import"./part-AM34ALUK.js";import"./part-THK4YEDC.js";import"./part-ZJIOX3OZ.js";import"./part-UA3FRZVZ.js";export{a as Figures,b as useChart};
