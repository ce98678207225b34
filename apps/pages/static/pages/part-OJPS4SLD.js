import{a,b}from"./part-FHTFWYRN.js";import"./part-SVDGRA3C.js";import"./part-G6NKXWP4.js";import"./part-A6UK5PXH.js";export{a as Figures,b as useChart};
