import{b as a,c as b}from"./part-SKCMWHDA.js";import"./part-FSRESRBD.js";import"./part-IXT3RARN.js";import"./part-LYXT2VLM.js";import"./part-UA3FRZVZ.js";export{a as Figures,b as useChart};
