import{c as a,d as b,e as c}from"./part-AR5WQOMY.js";import"./part-IQ3Q3SD7.js";import"./part-AGQCDPC3.js";export{a as ImportPage,b as MarkImportPage,c as Report};
